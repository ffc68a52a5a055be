package io.phase3.agent.attribution.journal;

/** A line is no entry of this version; the message says why, as the end of a sentence about the line, without its texts. */
public final class MalformedEntryException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedEntryException(String reason) {
        super(reason);
    }
}

package io.phase3.monitor.prometheus;

/** Says which line of a scrape is not text format 0.0.4, and why. */
public final class TextFormatException extends RuntimeException {

    TextFormatException(int line, String text, String problem) {
        super("line " + line + ": " + problem + ": " + text);
    }
}

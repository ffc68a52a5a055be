package io.phase3.monitor.terminal;

/** Ends a command with exit code 1, with a message that is written for the person who ran it. */
public final class CommandFailure extends RuntimeException {

    public CommandFailure(String message) {
        super(message);
    }
}

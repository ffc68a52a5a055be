package io.phase3.agent;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.function.Consumer;

/**
 * Writes lines to the JVM's standard error, each with the prefix {@code [phase3]}.
 *
 * <p>Not to {@code System.err}: the application may have put a stream of its own there, and must not be called by the
 * agent.
 */
final class Log implements Consumer<String> {
    private final PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true);

    /** Writes one line; line breaks inside it become spaces. */
    @Override
    public void accept(String line) {
        err.println("[phase3] " + line.replaceAll("\\R", " "));
    }
}

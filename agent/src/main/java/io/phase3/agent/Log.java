package io.phase3.agent;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes lines to the JVM's standard error, each with the prefix {@code [phase3]}, and remembers the last ones.
 *
 * <p>Not to {@code System.err}: the application may have put a stream of its own there, and must not be called by the
 * agent.
 */
final class Log implements Consumer<String> {
    private static final int REMEMBERED = 200;

    private final PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true);
    private final Deque<String> lines = new ArrayDeque<>();

    /** Writes one line; line breaks inside it become spaces. */
    @Override
    public synchronized void accept(String text) {
        String line = text.replaceAll("\\R", " ");
        err.println("[phase3] " + line);
        lines.addLast(line);
        if (lines.size() > REMEMBERED) {
            lines.removeFirst();
        }
    }

    /** The last lines, the oldest first. */
    synchronized List<String> lines() {
        return new ArrayList<>(lines);
    }
}

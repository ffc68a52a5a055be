package io.phase3.agent.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The lines that a process has printed so far, read on a thread of its own so that the process never waits. */
final class Output {
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;

    Output(InputStream in) {
        reader = new Thread(() -> read(in), "output of a fork");
        reader.setDaemon(true);
        reader.start();
    }

    /** All lines so far. */
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** All lines, once the process has closed the stream. */
    List<String> allLines() throws InterruptedException {
        reader.join();
        return lines();
    }

    private void read(InputStream in) {
        try (BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                synchronized (this) {
                    lines.add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

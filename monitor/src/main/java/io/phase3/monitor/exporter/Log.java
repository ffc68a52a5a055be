package io.phase3.monitor.exporter;

import java.io.PrintWriter;

/** Lines on standard error, each of which says whose it is. */
record Log(PrintWriter err) {
    private static final String MARK = "[phase3] ";

    /** Says it in a line of its own; one that is marked already stays as it is. */
    void say(String line) {
        err.println(line.startsWith(MARK) ? line : MARK + line);
    }
}

package io.phase3.monitor.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * Starts programs so that Ctrl-C does not end them.
 *
 * <p>In a terminal it reaches every process that the demo has started. Those that are needed until the last cent is in the
 * ledger must not hear it; the demo ends them itself.
 */
final class IgnoringInterrupts {
    private IgnoringInterrupts() {}

    /** The command line with an ignored SIGINT, which programs inherit and a JVM leaves as it is. */
    static List<String> of(List<String> commandLine) {
        List<String> ignoring = new ArrayList<>(List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
        ignoring.addAll(commandLine);
        return ignoring;
    }
}

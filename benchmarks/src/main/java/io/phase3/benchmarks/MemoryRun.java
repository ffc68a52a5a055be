package io.phase3.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Measures what leads with touches take in memory, in a JVM that dies if it is more than promised. */
final class MemoryRun {
    /** The promise is for a million leads with five touches each. */
    private static final String PROMISED = "-Xmx400m";

    private final Path agentClasses;
    private final int leads;
    private final int touchesPerLead;

    /** @param agentClasses the agent's classes as other modules see them */
    MemoryRun(Path agentClasses, int leads, int touchesPerLead) {
        this.agentClasses = agentClasses;
        this.leads = leads;
        this.touchesPerLead = touchesPerLead;
    }

    TouchedLeads measure() throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                PROMISED,
                "-cp",
                System.getProperty("java.class.path") + File.pathSeparator + agentClasses,
                TouchLeads.class.getName(),
                Integer.toString(leads),
                Integer.toString(touchesPerLead));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + code + ":\n" + output);
        }
        TouchedLeads measured = TouchedLeads.parse(output);
        if (measured.leads() != leads || measured.touches() != (long) leads * touchesPerLead) {
            throw new IllegalStateException("touches are missing: " + measured);
        }
        return measured;
    }
}

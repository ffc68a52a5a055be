package io.phase3.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Measures how long a JVM takes from its start to its end, bare and with the agent, by turns. */
final class StartUpRun {
    /** The first starts find cold caches. */
    private static final int WARM_UPS = 2;

    private final AgentFiles agent;
    private final int runs;
    private final PrintStream progress;

    StartUpRun(AgentFiles agent, int runs, PrintStream progress) {
        this.agent = agent;
        this.runs = runs;
        this.progress = progress;
    }

    /** Milliseconds of every start. */
    Map<Start, List<Double>> measure() throws IOException, InterruptedException {
        String port = "-D" + AgentReport.PORT + "=" + AgentReport.freePort();
        run(List.of(agent.argument("start-up-one-class.conf"), port), HelloWoven.class);

        Map<Start, List<Double>> times = new EnumMap<>(Start.class);
        for (int run = 1 - WARM_UPS; run <= runs; run++) {
            for (Start start : Start.values()) {
                double millis = run(options(start), Hello.class);
                if (run > 0) {
                    times.computeIfAbsent(start, absent -> new ArrayList<>()).add(millis);
                }
            }
            if (run > 0) {
                progress.printf("start %d of %d%n", run, runs);
            }
        }
        return times;
    }

    private List<String> options(Start start) {
        return start.configuration().map(agent::argument).stream().toList();
    }

    private static double run(List<String> options, Class<?> main) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));

        long began = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        double millis = (System.nanoTime() - began) / 1e6;
        if (code != 0 || !output.contains(Hello.greeting())) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + code + ":\n" + output);
        }
        return millis;
    }
}

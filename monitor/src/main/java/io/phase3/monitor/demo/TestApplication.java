package io.phase3.monitor.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts the property service of {@code test-app/} on the JVM that runs this, with the agent attached. */
record TestApplication(Home home) implements ApplicationCommand {

    static final String CONFIGURATION = "config/phase3.conf";

    /** The demo ends the application itself; this is for the case that it is killed and cannot. */
    private static final Duration SPARE = Duration.ofMinutes(2);

    @Override
    public List<String> commandLine(Load load, int metricsPort) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-javaagent:" + home.file("agent/target/phase3-agent.jar") + "=exporter.port=" + metricsPort);
        command.add("-Dphase3.config=" + home.file(CONFIGURATION));
        command.add("-jar");
        command.add(home.file("test-app/target/phase3-test-app.jar").toString());
        if (load.duration != null) {
            command.add("--duration");
            command.add(load.duration.plus(SPARE).toSeconds() + "s");
        }
        if (load.seed != null) {
            command.add("--seed");
            command.add(load.seed.toString());
        }
        if (load.rate != null) {
            command.add("--rate");
            command.add(load.rate.toPlainString());
        }
        return command;
    }
}

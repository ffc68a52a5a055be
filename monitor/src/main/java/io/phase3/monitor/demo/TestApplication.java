package io.phase3.monitor.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the property service of {@code test-app/} on the JVM that runs this, with the agent attached. */
record TestApplication(Home home) implements ApplicationCommand {

    static final String CONFIGURATION = "config/phase3.conf";

    /** In the folder of the run. */
    static final String JOURNAL = "journal";

    @Override
    public List<String> commandLine(Load load, int metricsPort, List<String> agentSettings) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        List<String> settings =
                new ArrayList<>(List.of("exporter.port=" + metricsPort, "attribution.journal.directory=" + JOURNAL));
        settings.addAll(agentSettings);
        command.add("-javaagent:" + home.file("agent/target/phase3-agent.jar") + "=" + String.join(",", settings));
        command.add("-Dphase3.config=" + home.file(CONFIGURATION));
        command.add("-jar");
        command.add(home.file("test-app/target/phase3-test-app.jar").toString());
        // The demo says when the traffic ends, and if it is killed and cannot, the end of its pipe ends the
        // application.
        command.add("--attended");
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

package io.phase3.monitor.demo;

import java.util.List;

/** Knows how the application that the demo watches is started. */
interface ApplicationCommand {

    /**
     * The command line, program first.
     *
     * @param agentSettings what the agent is told beside the configuration, each as {@code name=value}
     * @throws io.phase3.monitor.terminal.CommandFailure if something that it needs does not exist
     */
    List<String> commandLine(Load load, int metricsPort, List<String> agentSettings);
}

package io.phase3.monitor.check;

import io.phase3.agent.explain.Report;
import io.phase3.monitor.attach.Reply;
import io.phase3.monitor.attach.RunningAgent;
import io.phase3.monitor.terminal.CommandFailure;

/** The agents that run in JVMs of this machine. */
@FunctionalInterface
interface RunningAgents {
    /**
     * What the rules of the agent in that JVM find there.
     *
     * @throws CommandFailure if there is no such JVM, or no agent in it
     */
    Report report(long pid);

    /** Asks the one that runs. */
    static Report ask(long pid) {
        RunningAgent agent = RunningAgent.of(pid);
        Reply reply = agent.report();
        return reply.report()
                .orElseThrow(() -> new CommandFailure("JVM " + agent.jvm() + " has no report"
                        + (reply.message().isEmpty() ? "" : ": " + reply.message())));
    }
}

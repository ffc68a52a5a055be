package io.phase3.benchmarks;

import java.io.IOException;

/** The same program once more, which fails if the agent did not weave it. */
final class HelloWoven {
    private HelloWoven() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Hello.main(arguments);
        AgentReport.ofThisJvm().requireCalls(1);
        // The HTTP client keeps a thread for a while.
        System.exit(0);
    }
}

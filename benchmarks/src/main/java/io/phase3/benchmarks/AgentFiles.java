package io.phase3.benchmarks;

import java.nio.file.Path;

/**
 * The agent to measure.
 *
 * @param jar the built agent
 * @param configurations the folder with the configurations for it
 */
record AgentFiles(Path jar, Path configurations) {
    /** The JVM's option that starts the agent with the configuration. */
    String argument(String configuration) {
        return "-javaagent:" + jar + "=" + configurations.resolve(configuration);
    }
}

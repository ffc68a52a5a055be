package io.phase3.monitor.attach;

import java.nio.file.Path;

/** Where the agent of this repository is built. */
final class AgentJar {
    private AgentJar() {}

    /** Below the folder that the launcher names with {@code -Dphase3.home}, or the working directory. */
    static Path ofThisRepository() {
        return Path.of(System.getProperty("phase3.home", ""))
                .toAbsolutePath()
                .normalize()
                .resolve("agent/target/phase3-agent.jar");
    }
}

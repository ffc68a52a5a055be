package io.phase3.monitor.agents;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Which agents there are, and how often their counters of money are read. Immutable.
 *
 * @param targets {@code host:port}, or whole URIs
 * @param discoveryFiles in the format of Prometheus' file service discovery, such as agents write; a last part with {@code *}
 *     stands for all files that fit
 */
public record AgentsSettings(List<String> targets, List<Path> discoveryFiles, Duration interval, Duration timeout) {
    public AgentsSettings {
        targets = List.copyOf(targets);
        discoveryFiles = List.copyOf(discoveryFiles);
    }
}

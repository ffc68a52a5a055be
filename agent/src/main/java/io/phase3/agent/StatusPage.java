package io.phase3.agent;

import io.phase3.agent.weave.Sites;
import java.util.function.Supplier;

/** What a person reads at the endpoint's root: which rules are woven, and what went wrong. */
final class StatusPage implements Supplier<String> {
    private final String version;
    private final Sites sites;
    private final Log log;

    StatusPage(String version, Sites sites, Log log) {
        this.version = version;
        this.sites = sites;
        this.log = log;
    }

    @Override
    public String get() {
        StringBuilder page = new StringBuilder();
        page.append("Phase 3 agent ").append(version).append(" on Java ");
        page.append(System.getProperty("java.version"))
                .append("\nMetrics: /metrics\n\nRules and the methods woven for them\n");
        sites.methodsByRule().forEach((rule, methods) -> page.append(String.format("  %-40s %6d%n", rule, methods)));
        page.append("\nWhat the agent had to say\n");
        log.lines().forEach(line -> page.append("  ").append(line).append('\n'));
        return page.toString();
    }
}

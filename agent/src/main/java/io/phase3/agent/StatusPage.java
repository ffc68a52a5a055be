package io.phase3.agent;

import io.phase3.agent.config.AgentConfig;
import io.phase3.agent.config.Attribution;
import io.phase3.agent.config.Rule;
import io.phase3.agent.weave.Sites;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What a person reads at the endpoint's root: which rules are woven, and what went wrong. */
final class StatusPage implements Supplier<String> {
    private final String version;
    private final Sites sites;
    private final Attribution attribution;
    private final Supplier<AgentConfig> config;
    private final AttributionReport report;
    private final Log log;

    StatusPage(String version, Sites sites, Supplier<AgentConfig> config, AttributionReport report, Log log) {
        this.version = version;
        this.sites = sites;
        this.config = config;
        this.attribution = config.get().attribution();
        this.report = report;
        this.log = log;
    }

    @Override
    public String get() {
        Set<String> builtIn = config.get().rules().stream()
                .filter(Rule::builtIn)
                .map(Rule::name)
                .collect(Collectors.toSet());
        StringBuilder page = new StringBuilder();
        page.append("Phase 3 agent ").append(version).append(" on Java ");
        page.append(System.getProperty("java.version"))
                .append("\nMetrics: /metrics\n\nRules and the methods woven for them\n");
        sites.methodsByRule()
                .forEach((rule, methods) -> line(page, builtIn.contains(rule) ? rule + " (built in)" : rule, methods));
        page.append("\nMoney\n");
        line(page, "attribution.model", attribution.model().keyword());
        line(page, "attribution.touches.store", attribution.touchStore().keyword());
        line(page, "attribution.journal.directory", attribution.journal().directory());
        report.rejections().forEach((reason, times) -> line(page, "rejected: " + reason.label(), times));
        page.append("\nWhat the agent had to say\n");
        log.lines().forEach(line -> page.append("  ").append(line).append('\n'));
        return page.toString();
    }

    private static void line(StringBuilder page, String what, Object value) {
        page.append(String.format("  %-40s %6s%n", what, value));
    }
}

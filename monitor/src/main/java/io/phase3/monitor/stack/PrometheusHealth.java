package io.phase3.monitor.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.phase3.monitor.prometheus.PrometheusApi;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What Prometheus says of targets, rules and Alertmanager. */
final class PrometheusHealth {
    /** Prometheus looks for others some seconds after its start. */
    private static final Duration SETTLING = Duration.ofSeconds(30);

    private final Setup setup;
    private final Instant now;
    private final PrometheusApi api;

    PrometheusHealth(Setup setup, Instant now) {
        this.setup = setup;
        this.now = now;
        this.api = new PrometheusApi(setup.prometheus());
    }

    List<Finding> findings() throws InterruptedException {
        try {
            List<Finding> findings = new ArrayList<>(targets());
            findings.addAll(rules());
            findings.add(alertmanager());
            return findings;
        } catch (IOException e) {
            return List.of(Finding.failed("targets", "not known: Prometheus does not answer"));
        }
    }

    /** A row for each that is down, and one for all others. */
    private List<Finding> targets() throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        int up = 0;
        int unknown = 0;
        for (JsonNode target : api.get("api/v1/targets").path("activeTargets")) {
            switch (target.path("health").asText()) {
                case "up" -> up++;
                case "down" -> findings.add(down(target));
                default -> unknown++;
            }
        }
        String reason =
                up + " up, " + findings.size() + " down" + (unknown == 0 ? "" : ", " + unknown + " not scraped yet");
        findings.add(0, Finding.ok("targets", reason));
        return findings;
    }

    private Finding down(JsonNode target) {
        String reason = "target " + target.at("/labels/job").asText() + " "
                + target.at("/labels/instance").asText() + " is down: "
                + target.path("lastError").asText();
        URI scraped = URI.create(target.path("scrapeUrl").asText());
        boolean required = setup.parts().stream()
                .filter(Part::required)
                .anyMatch(
                        part -> setup.ports().get(part) == scraped.getPort() && "127.0.0.1".equals(scraped.getHost()));
        return required ? Finding.failed("targets", reason) : Finding.warning("targets", reason);
    }

    private List<Finding> rules() throws IOException, InterruptedException {
        JsonNode groups = api.get("api/v1/rules").path("groups");
        int rules = 0;
        List<Finding> findings = new ArrayList<>();
        for (JsonNode group : groups) {
            for (JsonNode rule : group.path("rules")) {
                rules++;
                if (rule.path("health").asText().equals("err")) {
                    findings.add(Finding.failed(
                            "rules",
                            rule.path("name").asText() + " fails: "
                                    + rule.path("lastError").asText()));
                }
            }
        }
        String reason = rules + " rules in " + groups.size() + " groups, " + findings.size() + " failing";
        findings.add(0, rules == 0 ? Finding.failed("rules", "none is loaded") : Finding.ok("rules", reason));
        return findings;
    }

    private Finding alertmanager() throws IOException, InterruptedException {
        int found = api.get("api/v1/alertmanagers").path("activeAlertmanagers").size();
        if (found > 0) {
            return Finding.ok("alerts", "Prometheus sends them to Alertmanager");
        }
        Instant start = Instant.parse(
                api.get("api/v1/status/runtimeinfo").path("startTime").asText());
        return Duration.between(start, now).compareTo(SETTLING) < 0
                ? Finding.warning("alerts", "Prometheus has just started, and has not found Alertmanager yet")
                : Finding.failed("alerts", "Prometheus knows no Alertmanager to send them to");
    }
}

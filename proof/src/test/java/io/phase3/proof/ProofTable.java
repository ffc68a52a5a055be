package io.phase3.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What became of each alert, a line each, for people. */
record ProofTable(List<JsonNode> alerts, AlertLog log, Mailboxes mailboxes) {
    private static final String LINE = "%-44s %-8s %-58s %7s %7s  %s";

    String text() {
        return alerts.stream()
                .map(this::line)
                .collect(Collectors.joining(
                        "\n",
                        "\n" + String.format(LINE, "alert", "severity", "fault", "pending", "firing", "told") + "\n",
                        "\n"));
    }

    private String line(JsonNode alert) {
        String name = alert.path("name").asText();
        return String.format(
                LINE,
                name,
                alert.at("/labels/severity").asText(),
                Faults.behind(name).name(),
                log.seen(name)
                        .map(AlertLog.Seen::pending)
                        .map(ProofTable::seconds)
                        .orElse("never"),
                log.seen(name)
                        .flatMap(AlertLog.Seen::fired)
                        .map(ProofTable::seconds)
                        .orElse("-"),
                mailboxes.receiverOf(name).orElse("-"));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
    }
}

package io.phase3.proof;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** When each alert was first seen pending, and when firing, in seconds since its fault began. */
final class AlertLog {

    /** @param fired empty while it is pending */
    record Seen(double pending, Optional<Double> fired) {}

    private final SortedMap<String, Seen> seen = new TreeMap<>();

    /** @param since the seconds since the beginning of each alert's fault; of others nothing is noted */
    void note(List<PrometheusServer.Alert> alerts, Map<String, Double> since) {
        for (PrometheusServer.Alert alert : alerts) {
            Double seconds = since.get(alert.name());
            if (seconds != null) {
                boolean fires = alert.state().equals("firing");
                Optional<Double> fired = fires ? Optional.of(seconds) : Optional.empty();
                seen.merge(
                        alert.name(),
                        new Seen(seconds, fired),
                        (before, now) ->
                                new Seen(before.pending(), before.fired().or(now::fired)));
            }
        }
    }

    Optional<Seen> seen(String alert) {
        return Optional.ofNullable(seen.get(alert));
    }

    boolean hasSeen(List<String> alerts) {
        return alerts.stream().allMatch(alert -> seen.containsKey("Phase3" + alert));
    }
}

package io.phase3.monitor.alerting;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An alert on its way to Alertmanager, as Prometheus sends it. */
record SentAlert(Map<String, String> labels, Map<String, String> annotations, boolean over) {
    private static final Instant FOREVER = Instant.parse("2100-01-01T00:00:00Z");

    SentAlert {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** One with the annotations that every alert of ours has. */
    static SentAlert of(String name, String severity, String category, String symptom) {
        String anchor = "https://runbooks.example.com/runbooks.md#" + name.toLowerCase(Locale.ROOT);
        return bare(name)
                .with("severity", severity)
                .with("category", category)
                .with("symptom", symptom)
                .saying("summary", "Summary of " + name)
                .saying("description", "The value of " + name + " is 73.75ms; the target is 50ms.")
                .saying("money_at_stake", "$75,000–120,000 a year")
                .saying("runbook_url", anchor)
                .saying("dashboard_url", "http://localhost:3000/d/phase3-production-monitoring?viewPanel=2");
    }

    /** One with a name and nothing else. */
    static SentAlert bare(String name) {
        return new SentAlert(Map.of("alertname", name), Map.of(), false);
    }

    SentAlert with(String label, String value) {
        return new SentAlert(and(labels, label, value), annotations, over);
    }

    SentAlert saying(String annotation, String text) {
        return new SentAlert(labels, and(annotations, annotation, text), over);
    }

    /** The same, over. */
    SentAlert resolved() {
        return new SentAlert(labels, annotations, true);
    }

    /**
     * As Alertmanager's API wants it.
     *
     * @param now when it begins, or ends: what has begun longer ago than group_wait would not be waited with
     */
    Map<String, Object> json(Instant now) {
        return Map.of(
                "labels",
                labels,
                "annotations",
                annotations,
                "startsAt",
                now.toString(),
                "endsAt",
                (over ? now : FOREVER).toString());
    }

    private static Map<String, String> and(Map<String, String> map, String key, String value) {
        Map<String, String> more = new TreeMap<>(map);
        more.put(key, value);
        return more;
    }
}

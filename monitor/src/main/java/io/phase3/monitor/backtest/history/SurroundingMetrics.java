package io.phase3.monitor.backtest.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;

/** What other exporters serve: of the hosting, the databases, and of Prometheus and Alertmanager themselves. */
final class SurroundingMetrics {
    private static final long CERTIFICATE_LASTS = 90 * 86_400L;
    private static final long CERTIFICATE_RENEWED = 30 * 86_400L;

    private final Incident.Script incidents;
    private final SplittableRandom random;
    private final List<Told> all = new ArrayList<>();

    private SurroundingMetrics(Incident.Script incidents, SplittableRandom random) {
        this.incidents = incidents;
        this.random = random;
    }

    static List<Told> of(Incident.Script incidents, SplittableRandom random) {
        SurroundingMetrics metrics = new SurroundingMetrics(incidents, random);
        metrics.hosting("railway", Incident.RAILWAY_DOWN);
        metrics.hosting("vercel", null);
        metrics.redis();
        metrics.postgres();
        metrics.alerting();
        return metrics.all;
    }

    private void hosting(String service, Incident down) {
        Map<String, String> labels = new LinkedHashMap<>(Map.of(
                "job",
                "blackbox",
                "service",
                service,
                "instance",
                "https://" + service + ".example",
                "host",
                service + ".example"));
        gauge("up", second -> 1, labels);
        gauge("probe_success", unless(down), labels);
        gauge("probe_http_status_code", second -> 200, labels);
        gauge("probe_duration_seconds", second -> .12, labels);
        gauge(
                "probe_ssl_earliest_cert_expiry",
                second -> second - Math.floorMod(second, CERTIFICATE_LASTS - CERTIFICATE_RENEWED) + CERTIFICATE_LASTS,
                labels);
    }

    private void redis() {
        Map<String, String> labels = labels("redis", "10.2.0.1:9121");
        gauge("up", second -> 1, labels);
        gauge("redis_up", unless(Incident.REDIS_DOWN), labels);
        gauge("redis_connected_clients", second -> 8 + 20 * Seasons.activity(second), labels);
        gauge("redis_config_maxclients", second -> 10_000, labels);
        gauge("redis_memory_used_bytes", second -> 2e8, labels);
        gauge("redis_memory_max_bytes", second -> 1e9, labels);
        counter("redis_rejected_connections_total", 0, labels);
    }

    private void postgres() {
        Map<String, String> labels = labels("postgres", "10.2.0.2:9187");
        gauge("up", second -> 1, labels);
        gauge("pg_up", unless(Incident.POSTGRES_DOWN), labels);
        gauge("pg_settings_max_connections", second -> 100, labels);
        Map<String, String> database = new LinkedHashMap<>(labels);
        database.put("datname", "phase3");
        gauge("pg_stat_activity_max_tx_duration", second -> .2, with(database, "state", "active"));
        gauge("pg_stat_activity_count", second -> 12, with(database, "state", "active"));
        counter("pg_stat_database_deadlocks", 0, database);
        counter("pg_stat_database_xact_commit", 600, database);
        counter("pg_stat_database_xact_rollback", 1, database);
    }

    private void alerting() {
        Map<String, String> prometheus = labels("prometheus", "10.2.0.3:9090");
        gauge("up", second -> 1, prometheus);
        Map<String, String> target = with(prometheus, "alertmanager", "http://10.2.0.3:9093/api/v2/alerts");
        counter("prometheus_notifications_sent_total", 4, target);
        counter("prometheus_notifications_errors_total", 0, target);
        counter("prometheus_notifications_dropped_total", 0, prometheus);
        gauge("prometheus_notifications_alertmanagers_discovered", second -> 1, prometheus);
        gauge("prometheus_notifications_queue_length", second -> 0, prometheus);
        gauge("prometheus_notifications_queue_capacity", second -> 10_000, prometheus);
        counter("prometheus_rule_evaluation_failures_total", 0, with(prometheus, "rule_group", "phase3_realtime"));
        Map<String, String> alertmanager = labels("alertmanager", "10.2.0.3:9093");
        gauge("up", second -> 1, alertmanager);
        for (String integration : List.of("pagerduty", "slack", "webhook")) {
            counter("alertmanager_notifications_total", .1, with(alertmanager, "integration", integration));
            counter("alertmanager_notifications_failed_total", 0, with(alertmanager, "integration", integration));
        }
    }

    private LongToDoubleFunction unless(Incident incident) {
        return second -> incident != null && incidents.during(incident, second) ? 0 : 1;
    }

    private void gauge(String name, LongToDoubleFunction value, Map<String, String> labels) {
        all.add(new Gauge(Series.of(name, labels), value));
    }

    private void counter(String name, double perMinute, Map<String, String> labels) {
        all.add(new Counter(Series.of(name, labels), second -> perMinute, 1, second -> false, random.split()));
    }

    private static Map<String, String> labels(String job, String instance) {
        return new LinkedHashMap<>(
                Map.of("job", job, "instance", instance, "host", instance.substring(0, instance.indexOf(':'))));
    }

    private static Map<String, String> with(Map<String, String> labels, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(name, value);
        return more;
    }
}

package io.phase3.monitor.backtest;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.phase3.monitor.backtest.history.History;
import io.phase3.monitor.backtest.history.Pen;
import io.phase3.monitor.programs.SearchPath;
import io.phase3.monitor.prometheus.PrometheusApi;
import io.phase3.monitor.prometheus.Sample;
import io.phase3.monitor.prometheus.ScrapeClient;
import io.phase3.monitor.targets.Targets;
import io.phase3.monitor.terminal.Interruption;
import io.phase3.monitor.terminal.Terminal;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Measures the rules and the dashboard, and tests nothing: started by {@code benchmarks/rules}.
 *
 * <p>The past has a sample a minute. Of the raw series rules read no more than the last minutes, and those are scraped every ten
 * seconds while it measures; what they read of longer ago has been recorded.
 */
class RulesBenchmark {
    private static final int INSTANCES = Integer.getInteger("rules.instances", 20);
    private static final int DAYS = Integer.getInteger("rules.days", 30);
    private static final int MINUTES = Integer.getInteger("rules.minutes", 5);
    private static final int EVALUATIONS_A_MINUTE = 6;
    private static final int RUNS = 5;
    private static final Path CONFIGURATION =
            Path.of("..", "config", "monitoring").toAbsolutePath().normalize();
    private static final Path DASHBOARD = CONFIGURATION.resolve("grafana/dashboards/phase3_production_monitoring.json");
    private static final String SETTINGS = """
            global: {scrape_interval: 10s, evaluation_interval: 10s}
            rule_files: ['%s/phase3_*.yml']
            scrape_configs:
              - job_name: history
                honor_labels: true
                static_configs: [{targets: ['127.0.0.1:%d']}]
            """;

    @Test
    void rulesAndDashboard() throws Exception {
        Terminal terminal = Terminal.ofProcess();
        Programs programs = Programs.on(SearchPath.ofProcess());
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        Span span = new Span(now.minus(Duration.ofDays(DAYS)), now, Duration.ofMinutes(1));
        Map<String, BigDecimal> targets =
                Targets.open(Optional.empty(), System.err::println).values();
        History history = new History(span.start(), INSTANCES, 1, false, targets);
        try (Interruption interruption = new Interruption();
                Crew crew = new Crew();
                Scratch scratch = Scratch.create()) {
            Stages stages = new Stages(terminal, interruption);
            Rules rules = RuleFiles.read(CONFIGURATION);
            GeneratedHistory.make(programs, scratch, history, span, rules, crew, stages)
                    .close();
            HttpServer present = present(history);
            try (PrivatePrometheus prometheus = PrivatePrometheus.start(
                    programs.prometheus(),
                    scratch.folder(),
                    SETTINGS.formatted(CONFIGURATION, present.getAddress().getPort()))) {
                // Until all that the rules read of the last five minutes has been scraped.
                awaitEvaluations(prometheus, MINUTES * EVALUATIONS_A_MINUTE);
                print("%d instances, %d days, %d series", INSTANCES, DAYS, series(prometheus));
                evaluations(prometheus);
                dashboard(prometheus.api());
            } finally {
                present.stop(0);
            }
        }
    }

    /** What all instances and exporters serve now. */
    private static HttpServer present(History history) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            exchange.getResponseHeaders()
                    .set("Content-Type", "application/openmetrics-text; version=1.0.0; charset=utf-8");
            exchange.sendResponseHeaders(200, 0);
            long second = Instant.now().getEpochSecond();
            try (Pen pen = Pen.to(exchange.getResponseBody())) {
                history.tellTechnology(second, pen);
                history.tellBusiness(second, pen);
            }
        });
        server.start();
        return server;
    }

    private static long series(PrivatePrometheus prometheus) throws IOException, InterruptedException {
        return metrics(prometheus).stream()
                .filter(sample -> sample.name().equals("prometheus_tsdb_head_series"))
                .mapToLong(sample -> (long) sample.value())
                .sum();
    }

    /** Waits until the group with the most alerts has been evaluated so often since the start. */
    private static void awaitEvaluations(PrivatePrometheus prometheus, int evaluations) {
        await().atMost(Duration.ofMinutes(MINUTES + 1L))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> metrics(prometheus).stream()
                        .filter(sample -> sample.name().equals("prometheus_rule_group_iterations_total"))
                        .filter(sample -> sample.labels().get("rule_group").endsWith(";phase3_realtime"))
                        .anyMatch(sample -> sample.value() >= evaluations));
    }

    private static List<Sample> metrics(PrivatePrometheus prometheus) throws IOException, InterruptedException {
        return new ScrapeClient(prometheus.address().resolve("/metrics"))
                .scrape()
                .samples();
    }

    private static void evaluations(PrivatePrometheus prometheus) throws IOException, InterruptedException {
        Map<String, List<Double>> groups = new TreeMap<>();
        List<Double> sums = new ArrayList<>();
        for (int i = 1; i <= MINUTES * EVALUATIONS_A_MINUTE; i++) {
            awaitEvaluations(prometheus, MINUTES * EVALUATIONS_A_MINUTE + i);
            double sum = 0;
            for (Sample sample : metrics(prometheus)) {
                if (sample.name().equals("prometheus_rule_group_last_duration_seconds")) {
                    String group = sample.labels().get("rule_group").replaceFirst(".*;", "");
                    groups.computeIfAbsent(group, key -> new ArrayList<>()).add(sample.value());
                    sum += sample.value();
                }
            }
            sums.add(sum);
        }
        print("%n| rule group | median ms | worst ms |%n|---|---:|---:|");
        groups.forEach(
                (group, seconds) -> print("| %s | %.1f | %.1f |", group, 1e3 * median(seconds), 1e3 * worst(seconds)));
        print(
                "| **all, %d evaluations** | **%.1f ± %.1f** | **%.1f** |",
                sums.size(), 1e3 * median(sums), 1e3 * error(sums), 1e3 * worst(sums));
    }

    /** Each query as the dashboard asks it over its last day, with all of whatever can be chosen. */
    private static void dashboard(PrometheusApi api) throws IOException, InterruptedException {
        if (!Files.exists(DASHBOARD)) {
            print("%nthere is no dashboard: %s", DASHBOARD);
            return;
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        Span day = new Span(now.minus(Duration.ofDays(1)), now, Duration.ofMinutes(1));
        print("%n| panel | query | median ms | worst ms |%n|---|---|---:|---:|");
        double slowest = 0;
        for (JsonNode panel : new ObjectMapper().readTree(DASHBOARD.toFile()).path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                List<Double> seconds = new ArrayList<>();
                for (int run = 0; run < RUNS; run++) {
                    long start = System.nanoTime();
                    Track.of(api, resolved(target.path("expr").asText()), day);
                    seconds.add((System.nanoTime() - start) / 1e9);
                }
                slowest = Math.max(slowest, worst(seconds));
                print(
                        "| %s | %s | %.1f ± %.1f | %.1f |",
                        panel.path("title").asText(),
                        target.path("refId").asText(),
                        1e3 * median(seconds),
                        1e3 * error(seconds),
                        1e3 * worst(seconds));
            }
        }
        print("| **the slowest** | | | **%.1f** |", 1e3 * slowest);
    }

    private static String resolved(String expression) {
        return expression
                .replaceAll("\\$(__rate_interval|\\{__rate_interval\\})", "5m")
                .replaceAll("\\$(__interval|\\{__interval\\})", "1m")
                .replaceAll("\\$(__range|\\{__range\\})", "1d")
                .replaceAll("\\$(\\{\\w+(:\\w+)?\\}|\\w+)", ".*");
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double worst(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /** Half of the 95 % interval of the mean. */
    private static double error(List<Double> values) {
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        return 1.96 * Math.sqrt(squares / Math.max(1, values.size() - 1) / values.size());
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}

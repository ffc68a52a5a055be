package io.phase3.monitor.business;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.phase3.monitor.FreePort;
import io.phase3.monitor.RealPostgres;
import io.phase3.monitor.RealRedis;
import io.phase3.monitor.database.Database;
import io.phase3.monitor.demo.business.Company;
import io.phase3.monitor.prometheus.Sample;
import io.phase3.monitor.prometheus.Scrape;
import io.phase3.monitor.prometheus.TextFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jar as it is shipped, over a whole company: every metric of the contract, with the value that its rows have. */
class ExporterMetricsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double AS_A_BINARY_NUMBER = 1e-9;
    private static final String OLDEST_AGE = "phase3_churn_unactioned_oldest_age_seconds";
    private static final String TARGET = "phase3_target";
    private static final String LAST_SUCCESS = "phase3_exporter_last_success_timestamp_seconds";

    private static final String JOURNAL = """
            {"v":1,"kind":"conversion","id":"D-1","time":"2026-01-10T08:00:00.000Z","type":"sale","amount":"1000.55",\
            "model":"weights","split":{"realtime_intelligence":"900.40","unattributed":"100.15"}}
            {"v":1,"kind":"conversion","id":"D-2","time":"2026-01-10T08:00:01.000Z","type":"sale","amount":"0.10",\
            "model":"weights","split":{"ai_coaching":"0.10"}}
            {"v":1,"kind":"conversion","id":"D-2","time":"2026-01-10T08:00:01.000Z","type":"sale","amount":"0.10",\
            "model":"weights","split":{"ai_coaching":"0.10"}}
            {"v":1,"kind":"reversal","id":"D-1","time":"2026-01-10T08:00:03.000Z","amount":"200.10",\
            "split":{"realtime_intelligence":"200.10"}}
            """;

    private static final String AGENT = """
            process_start_time_seconds 1767945600
            phase3_revenue_impact_dollars_total{feature="realtime_intelligence"} 900.4
            """;

    private static final String REQUESTS = """
            insert into phase3.experiment_rollback (experiment, requested_at, requested_by, reason, outcome) values
                ('call-script', now(), 'a test', 'looked bad', 'held'),
                ('call-script', now(), 'a test', 'looked bad', 'held'),
                ('misspelt', now(), 'a test', 'looked bad', 'unknown_experiment')
            """;

    @TempDir
    private static Path folder;

    private static RealPostgres postgres;
    private static RealRedis redis;
    private static Connection connection;
    private static HttpServer agent;
    private static Process exporter;
    private static URI metrics;
    private static Instant started;

    @BeforeAll
    static void startEverything() throws Exception {
        postgres = RealPostgres.start();
        redis = RealRedis.away();
        redis.start();
        connection = postgres.connect();
        fill();
        Files.writeString(Files.createDirectory(folder.resolve("journal")).resolve("2026-01-10.jsonl"), JOURNAL);
        agent = startAgent();
        int port = FreePort.find();
        metrics = URI.create("http://127.0.0.1:" + port + "/metrics");
        started = Instant.now();
        exporter = startExporter(Files.writeString(folder.resolve("exporter.conf"), configuration(port)));
        Set<String> all = new TreeSet<>(contract().toList());
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(namesOf(scrape())).containsAll(all));
    }

    /** Counts nothing while it is looked at, so that it and the ledger agree. */
    private static HttpServer startAgent() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] counters = AGENT.getBytes(StandardCharsets.US_ASCII);
        server.createContext("/metrics", exchange -> {
            exchange.sendResponseHeaders(200, counters.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(counters);
            }
        });
        server.start();
        return server;
    }

    private static void fill() throws Exception {
        try (Database database = postgres.open(2)) {
            database.migrate();
            database.write(PATIENCE, company -> {
                try {
                    Company.write(company, Instant.now(), 7);
                    return company.createStatement().executeUpdate(REQUESTS);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static String configuration(int port) {
        String often = queries()
                .map(name -> name + " { interval = 1s, timeout = 1s }\n")
                .collect(Collectors.joining());
        return """
                exporter {
                  http.port = %d
                  database { url = "%s", user = postgres }
                  redis { enabled = true, uri = "redis://127.0.0.1:%d/0" }
                  agents { targets = ["127.0.0.1:%d"], interval = 1s, timeout = 1s }
                  ledger { journals { test { directory = journal } }, interval = 1s, reconcile-interval = 1s }
                  experiments.interval = 1s
                  queries {
                %s}
                }
                """.formatted(
                        port, postgres.url(), redis.port(), agent.getAddress().getPort(), often);
    }

    private static Process startExporter(Path configuration) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(
                        java.toString(),
                        "-jar",
                        "target/phase3-monitor.jar",
                        "exporter",
                        "--attended",
                        "--config",
                        configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("exporter.log").toFile())
                .start();
    }

    @AfterAll
    static void endEverything() throws Exception {
        if (exporter != null) {
            exporter.destroy();
            exporter.waitFor();
        }
        agent.stop(0);
        connection.close();
        redis.close();
        postgres.close();
    }

    /** What time moves is asked again until both are of the same moment. */
    @ParameterizedTest
    @MethodSource("recomputed")
    void isWhatItsRowsSay(String metric) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, Double> expected = new Recomputed(new Tables(connection), Instant.now())
                    .of(metric)
                    .values();
            assertThat(expected).isNotEmpty();
            assertSame(valuesOf(metric), expected);
        });
    }

    static Set<String> recomputed() {
        Set<String> names = new TreeSet<>(new Recomputed(new Tables(connection), started).names());
        names.remove(OLDEST_AGE);
        return names;
    }

    @Test
    void theOldestAgeIsThatOfAMomentBetweenStartAndNow() throws Exception {
        double least = new Recomputed(new Tables(connection), started)
                .of(OLDEST_AGE)
                .values()
                .get("{}");
        double age = valuesOf(OLDEST_AGE).get("{}");
        double most = new Recomputed(new Tables(connection), Instant.now())
                .of(OLDEST_AGE)
                .values()
                .get("{}");

        assertThat(age).isBetween(least, most);
    }

    @Test
    void everyTargetIsThatOfTheFile() throws Exception {
        Map<String, Double> expected = Files.readString(Path.of("../config/targets.conf"))
                .lines()
                .map(Pattern.compile(" *([a-z0-9_]+) = ([0-9.]+)")::matcher)
                .filter(matcher -> matcher.matches())
                .collect(toMap(
                        matcher -> Series.key(Map.of("name", matcher.group(1))),
                        matcher -> Double.valueOf(matcher.group(2))));

        assertThat(expected).isNotEmpty();
        assertSame(valuesOf(TARGET), expected);
    }

    @Test
    void everySourceHasSucceededSinceTheStart() throws Exception {
        Set<String> sources = scrape().named(LAST_SUCCESS)
                .map(sample -> sample.label("source"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(sources).containsAll(queries().toList());
        assertThat(valuesOf(LAST_SUCCESS).values())
                .allSatisfy(success -> assertThat(success)
                        .isBetween(
                                (double) started.getEpochSecond(), Instant.now().toEpochMilli() / 1e3));
    }

    @Test
    void theContractIsCoveredByTheseTests() {
        Set<String> covered = new TreeSet<>(recomputed());
        covered.addAll(Set.of(OLDEST_AGE, TARGET, LAST_SUCCESS));

        assertThat(covered).containsExactlyElementsOf(contract().sorted().toList());
    }

    @Test
    void everyMetricOfOursIsExplained() throws Exception {
        String text = text();
        Set<String> explained = text.lines()
                .filter(line -> line.startsWith("# HELP "))
                .map(line -> line.split(" ", 4)[2])
                .collect(Collectors.toSet());

        assertThat(namesOf(TextFormat.parse(text)))
                .allSatisfy(name -> assertThat(explained).contains(name));
    }

    @Test
    void promtoolIsContent() throws Exception {
        assumeTrue(System.getenv("CI") != null || hasPromtool(), "promtool is not installed");
        Path scraped = Files.writeString(
                folder.resolve("scrape.txt"),
                text().lines()
                        .filter(line -> Pattern.compile("^(# (HELP|TYPE) )?phase3_")
                                .matcher(line)
                                .find())
                        .collect(Collectors.joining("\n", "", "\n")));
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true)
                .redirectInput(scraped.toFile())
                .start();

        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).isEmpty();
        assertThat(promtool.waitFor()).isZero();
    }

    private static boolean hasPromtool() throws InterruptedException {
        try {
            return new ProcessBuilder("promtool", "--version").start().waitFor(10, TimeUnit.SECONDS);
        } catch (IOException e) {
            return false;
        }
    }

    private static void assertSame(Map<String, Double> actual, Map<String, Double> expected) {
        assertThat(actual.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
        expected.forEach((labels, value) -> assertThat(actual.get(labels))
                .as(labels)
                .isCloseTo(value, within(AS_A_BINARY_NUMBER * Math.max(1, Math.abs(value)))));
    }

    private static Map<String, Double> valuesOf(String metric) throws Exception {
        return scrape().named(metric).collect(toMap(sample -> Series.key(sample.labels()), Sample::value));
    }

    private static Set<String> namesOf(Scrape scrape) {
        return scrape.samples().stream()
                .map(Sample::name)
                .filter(name -> name.startsWith("phase3_"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Scrape scrape() throws Exception {
        return TextFormat.parse(text());
    }

    private static String text() throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** METRICS.md, section 2. */
    private static Stream<String> contract() {
        return lines("/io/phase3/monitor/demo/business-metrics.txt");
    }

    /** The names of the queries that are in the jar. */
    private static Stream<String> queries() {
        List<String> names = new ArrayList<>();
        try {
            Files.readString(Path.of("../config/queries.conf"))
                    .lines()
                    .map(Pattern.compile("  ([a-z][a-z-]+) \\{")::matcher)
                    .filter(matcher -> matcher.matches())
                    .forEach(matcher -> names.add(matcher.group(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names.stream();
    }

    private static Stream<String> lines(String resource) {
        try (InputStream text = ExporterMetricsIT.class.getResourceAsStream(resource)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).lines().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

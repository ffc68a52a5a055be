package io.phase3.proof;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phase3.monitor.FreePort;
import io.phase3.monitor.alerting.receivers.PagerDuty;
import io.phase3.monitor.alerting.receivers.Slack;
import io.phase3.monitor.alerting.receivers.Webhook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that monitoring consists of, running: from the application to whoever is paged. */
final class Stack implements AutoCloseable {
    /** Debian's names. */
    static final List<String> EXECUTABLES = List.of(
            "prometheus",
            "prometheus-alertmanager",
            "prometheus-blackbox-exporter",
            "prometheus-redis-exporter",
            "prometheus-postgres-exporter");

    private static final Duration START = Duration.ofSeconds(90);
    private static final String ROUTING_KEY = "0123456789abcdef0123456789abcdef";
    private static final String TOKEN = "a-token-of-the-proof";
    private static final Pattern QUERY = Pattern.compile("(?m)^  ([a-z0-9-]+) \\{$");
    /** After so many calls a JVM is as fast as it gets. */
    private static final long WARM = 1_500;

    private static final int RATE = 80;
    private static final int RATE_OF_THE_FAULTY = 20;

    private final Path home;
    private final Path folder;
    /** What ends each part, the last one first. */
    private final Deque<Runnable> running = new ArrayDeque<>();

    private final List<Program> programs = new ArrayList<>();

    final PagerDuty pagerDuty = endedBy(PagerDuty::close, PagerDuty.start(ROUTING_KEY));
    final Slack slack = endedBy(Slack::close, Slack.start());
    final Webhook deadMansSwitch = endedBy(Webhook::close, Webhook.start("/phase3", TOKEN));

    final int prometheusPort = freePort();
    private final int alertmanagerPort = freePort();
    private final int exporterPort = freePort();
    private final int blackboxPort = freePort();
    private final int redisExporterPort = freePort();
    private final int postgresExporterPort = freePort();

    Website railway;
    Website vercel;
    Website expiring;
    PropertyService service;
    PropertyService faulty;
    LivingCompany company;
    PrometheusServer prometheus;
    Program exporter;
    private JsonNode stores;

    Stack(Path home, Path folder) {
        this.home = home;
        this.folder = folder;
    }

    /** Starts what produces metrics, waits until it does, and then starts Prometheus. */
    void start() throws Exception {
        Program storesProgram = started(
                "stores",
                Map.of(),
                Stream.concat(
                                PropertyService.java().stream(),
                                Stream.of(
                                        "-cp",
                                        home.resolve("test-app/target/phase3-test-app.jar")
                                                .toString(),
                                        "com.acme.estate.stores.Stores",
                                        "--directory",
                                        folder.resolve("stores").toString()))
                        .toList());
        service = endedBy(
                PropertyService::close,
                PropertyService.start("service", home, folder, agent("service", ""), freePort(), RATE));
        programs.add(service.program());
        railway = endedBy(Website::close, Website.start(folder, "railway", 365));
        vercel = endedBy(Website::close, Website.start(folder, "vercel", 365));
        expiring = endedBy(Website::close, Website.start(folder, "expiring", 3));
        await().atMost(START)
                .until(() ->
                        storesProgram.isRunning() && addresses(storesProgram).isPresent());
        stores = addresses(storesProgram).orElseThrow();
        company = endedBy(
                LivingCompany::close,
                LivingCompany.found(
                        stores.path("database").asText(), stores.path("user").asText()));
        await().atMost(START).until(service::isReady);
        faulty = endedBy(
                PropertyService::close,
                PropertyService.start("faulty", home, folder, agent("faulty", FAULTS), freePort(), RATE_OF_THE_FAULTY));
        programs.add(faulty.program());
        await().atMost(START).until(faulty::isReady);
        faulty.begin("slow-channels");
        faulty.begin("no-sales");
        startExporters();
        startAlertmanager();
        await().atMost(START).until(() -> exporter.isRunning() && exporter.log().contains("serves on"));
        company.live();
        await().atMost(START).until(() -> service.calls() > WARM);
        startPrometheus();
    }

    private static final String FAULTS = """
            # The dashboard's method has another name now, and there is no room for the leads that there are.
            phase3.rules.dashboard-refresh.methods = ["com.acme.estate.dashboard.Dashboard.recompute()"]
            phase3.bounds.leads = 10
            """;

    /** The configuration that operators start from; a month of revenue comes in a minute, a month of calls costs what it may. */
    private Path agent(String name, String more) throws IOException {
        return Files.writeString(
                folder.resolve(name + ".conf"), """
                include "%s"
                phase3 {
                  rules {
                    sale-closed.revenue   = "700"
                    deal-rescinded.refund = "7"
                    lease-signed {
                      kind    = conversion
                      methods = ["com.acme.estate.deals.Rentals.sign(..)"]
                      revenue = "450"
                    }
                    # By the price list, so that a model without a price is one.
                    photo-analysis.cost   = null
                    call-review.cost      = "result.usage.outputTokens * 0.0000003"
                    floor-plan {
                      kind    = vision
                      methods = ["com.acme.estate.vision.FloorPlanReader.read(..)"]
                      cost    = "result.usage.outputTokens * 0.0000003"
                    }
                    conversation {
                      kind    = coaching
                      methods = ["com.acme.estate.coaching.ConversationCoach.analyse(..)"]
                      cost    = "result.usage.outputTokens * 0.0000003"
                    }
                  }
                  llm.prices.claude-sonnet-4-6.prices = [{
                    from = "2024-01-01", input = 0.01, output = 0.05, cache-read = 0.001, cache-write-5m = 0.0125
                  }]
                  attribution.weights {
                    realtime_intelligence = 0.28
                    property_intelligence = 0.31
                    churn_prevention      = 0.19
                    ai_coaching           = 0.22
                  }
                }
                %s
                """.formatted(home.resolve("config/phase3.conf"), more));
    }

    private void startExporters() throws IOException {
        String queries = QUERY.matcher(Files.readString(home.resolve("config/queries.conf")))
                .results()
                .map(query -> "    " + query.group(1) + " { interval = 1s, timeout = 1s }\n")
                .collect(Collectors.joining());
        Path configuration = Files.writeString(folder.resolve("exporter.conf"), """
                exporter {
                  http.port = %d
                  database { url = "%s", user = "%s" }
                  redis { enabled = true, uri = "%s" }
                  agents { targets = ["127.0.0.1:%d"], interval = 1s, timeout = 1s }
                  ledger {
                    journals { service { directory = "service-journal" } }
                    interval = 1s
                    reconcile-interval = 2s
                  }
                  experiments { interval = 1s, webhook-token-file = "secrets/webhook-token" }
                  queries {
                %s  }
                }
                """.formatted(
                        exporterPort,
                        stores.path("database").asText(),
                        stores.path("user").asText(),
                        stores.path("redis").asText(),
                        service.metricsPort(),
                        queries));
        writeSecrets();
        exporter = started(
                "exporter",
                Map.of(),
                Stream.concat(
                                PropertyService.java().stream(),
                                Stream.of(
                                        "-jar",
                                        home.resolve("monitor/target/phase3-monitor.jar")
                                                .toString(),
                                        "exporter",
                                        "--attended",
                                        "--config",
                                        configuration.toString()))
                        .toList());
        started(
                "redis-exporter",
                Map.of(),
                List.of(
                        "prometheus-redis-exporter",
                        "-redis.addr=" + stores.path("redis").asText(),
                        "-web.listen-address=" + local(redisExporterPort)));
        String database = stores.path("database").asText().replace("jdbc:", "");
        started(
                "postgres-exporter",
                Map.of(
                        "DATA_SOURCE_NAME",
                        database.replace("//", "//" + stores.path("user").asText() + "@") + "?sslmode=disable"),
                List.of("prometheus-postgres-exporter", "--web.listen-address=" + local(postgresExporterPort)));
        Path trusted = Files.writeString(
                folder.resolve("trusted.pem"),
                Files.readString(railway.certificate())
                        + Files.readString(vercel.certificate())
                        + Files.readString(expiring.certificate()));
        started(
                "blackbox-exporter",
                Map.of("SSL_CERT_FILE", trusted.toString()),
                List.of(
                        "prometheus-blackbox-exporter",
                        "--config.file=" + monitoring("blackbox.yml"),
                        "--web.listen-address=" + local(blackboxPort)));
    }

    private void writeSecrets() throws IOException {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("pagerduty-routing-key"), ROUTING_KEY);
        Files.writeString(secrets.resolve("slack-alerts-url"), slack.uri().toString());
        Files.writeString(
                secrets.resolve("slack-business-impact-url"), slack.uri().toString());
        Files.writeString(secrets.resolve("deadmansswitch-token"), TOKEN);
        Files.writeString(secrets.resolve("webhook-token"), TOKEN);
    }

    private void startAlertmanager() throws IOException {
        Path templates = Files.createDirectories(folder.resolve("templates"));
        try (Stream<Path> files = Files.list(monitoring("templates"))) {
            for (Path file : files.toList()) {
                Files.copy(file, templates.resolve(file.getFileName()));
            }
        }
        String configuration = Files.readString(monitoring("alertmanager.yml"))
                .replace(
                        "https://events.pagerduty.com/v2/enqueue",
                        pagerDuty.uri().toString())
                .replace(
                        "https://deadmansswitch.example.com/phase3",
                        deadMansSwitch.uri().toString())
                .replace("http://127.0.0.1:8010/", "http://" + local(exporterPort) + "/")
                .replace("/etc/phase3/secrets", folder.resolve("secrets").toString())
                .replaceAll("group_wait: \\S+", "group_wait: 1s")
                .replaceAll("group_interval: \\S+", "group_interval: 2s")
                .replaceAll("repeat_interval: \\S+", "repeat_interval: 10s");
        Files.writeString(folder.resolve("alertmanager.yml"), configuration);
        started(
                "alertmanager",
                Map.of(),
                List.of(
                        "prometheus-alertmanager",
                        "--config.file=alertmanager.yml",
                        "--storage.path=alertmanager",
                        "--web.listen-address=" + local(alertmanagerPort),
                        "--cluster.listen-address="));
    }

    private void startPrometheus() throws IOException {
        try (Stream<Path> files = Files.list(monitoring("."))) {
            for (Path file : files.filter(file -> file.getFileName().toString().matches("phase3_.*\\.yml"))
                    .toList()) {
                Files.writeString(folder.resolve(file.getFileName()), ShortenedRules.of(Files.readString(file)));
            }
        }
        Files.createDirectories(folder.resolve("targets"));
        writeTargets(service);
        probe(railway, vercel);
        Files.writeString(
                folder.resolve("prometheus.yml"),
                Files.readString(monitoring("prometheus.yml"))
                        .replaceAll("(scrape_interval|evaluation_interval|refresh_interval): \\S+", "$1: 1s")
                        // Its exporter asks a database that is away again after a second before it says so.
                        .replace(
                                "job_name: postgres",
                                "job_name: postgres\n    scrape_interval: 3s\n    scrape_timeout: 3s")
                        .replace(
                                "/var/lib/phase3/agents",
                                folder.resolve("targets").toString())
                        .replace("127.0.0.1:9093", local(alertmanagerPort))
                        .replace("127.0.0.1:8010", local(exporterPort))
                        .replace("127.0.0.1:9115", local(blackboxPort))
                        .replace("127.0.0.1:9121", local(redisExporterPort))
                        .replace("127.0.0.1:9187", local(postgresExporterPort))
                        .replace("127.0.0.1:9090", local(prometheusPort)));
        Program program = started(
                "prometheus",
                Map.of(),
                List.of(
                        "prometheus",
                        "--config.file=prometheus.yml",
                        "--storage.tsdb.path=series",
                        "--web.listen-address=" + local(prometheusPort)));
        prometheus = new PrometheusServer(prometheusPort);
        await().atMost(START).until(() -> program.isRunning() && prometheus.isReady());
    }

    /** Has Prometheus read these agents, and no others, and waits until it does. */
    void scrape(PropertyService... services) {
        writeTargets(services);
        await().atMost(START)
                .until(() -> prometheus
                                .query("count(up{job=\"phase3-agent\"} == 1)")
                                .at("/0/value/1")
                                .asInt()
                        == services.length);
    }

    private void writeTargets(PropertyService... services) {
        String targets = Stream.of(services)
                .map(each -> "\"" + local(each.metricsPort()) + "\"")
                .collect(Collectors.joining(", "));
        write("targets/agents.yml", "- targets: [" + targets + "]\n");
    }

    /** Has Prometheus probe these two. */
    void probe(Website asRailway, Website asVercel) {
        write("targets/services.yml", """
                - { targets: ["%s"], labels: { service: railway } }
                - { targets: ["%s"], labels: { service: vercel } }
                """.formatted(asRailway.url(), asVercel.url()));
    }

    /** Prometheus reads a file of targets again as soon as it is another one. */
    private void write(String file, String text) {
        try {
            Path next = Files.writeString(folder.resolve(file + ".next"), text);
            Files.move(next, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void killRedis() throws IOException {
        signal("KILL", folder.resolve("stores/redis/pid"));
    }

    /** With all of its sessions, which a killed one may leave behind for a while. */
    void killPostgres() throws IOException {
        signal("QUIT", folder.resolve("stores/data/postmaster.pid"));
    }

    private static void signal(String name, Path file) throws IOException {
        String process = Files.readAllLines(file).get(0).strip();
        new ProcessBuilder("kill", "-" + name, process).start().onExit().join();
        ProcessHandle.of(Long.parseLong(process))
                .ifPresent(handle -> handle.onExit().join());
    }

    /** The end of every log. */
    String logs() {
        return programs.stream().map(Program::tail).collect(Collectors.joining("\n"));
    }

    Path monitoring(String file) {
        return home.resolve("config/monitoring").resolve(file).normalize();
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            running.pop().run();
        }
    }

    private Program started(String name, Map<String, String> environment, List<String> command) {
        Program program = endedBy(Program::close, Program.start(name, folder, environment, command));
        programs.add(program);
        return program;
    }

    private <T> T endedBy(Consumer<T> end, T part) {
        running.push(() -> end.accept(part));
        return part;
    }

    private static Optional<JsonNode> addresses(Program stores) {
        return stores.log()
                .lines()
                .filter(line -> line.startsWith("{"))
                .findFirst()
                .map(line -> {
                    try {
                        return new ObjectMapper().readTree(line);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private static String local(int port) {
        return "127.0.0.1:" + port;
    }

    private static int freePort() {
        try {
            return FreePort.find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.phase3.monitor.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.phase3.monitor.FreePort;
import io.phase3.monitor.RealPostgres;
import io.phase3.monitor.programs.SearchPath;
import io.phase3.monitor.prometheus.PrometheusApi;
import io.phase3.monitor.stack.StackCli.Answer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The stack of Debian's programs, and of this jar. */
class StackIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String[] ANYWHERE = {
        "--port", "prometheus=0",
        "--port", "alertmanager=0",
        "--port", "exporter=0",
        "--port", "blackbox=0",
        "--without", "grafana"
    };

    @BeforeAll
    static void programs() {
        for (Part part : List.of(
                Part.PROMETHEUS, Part.ALERTMANAGER, Part.BLACKBOX, Part.REDIS_EXPORTER, Part.POSTGRES_EXPORTER)) {
            boolean installed = part.program(SearchPath.ofProcess()).isPresent();
            assertThat(installed || System.getenv("CI") == null)
                    .as(part.installation())
                    .isTrue();
            assumeTrue(installed, part.installation());
        }
    }

    private static String[] start(Path directory, String... more) {
        return Stream.of(Stream.of("start", "--directory", directory.toString()), Stream.of(ANYWHERE), Stream.of(more))
                .flatMap(arguments -> arguments)
                .toArray(String[]::new);
    }

    /** Of processes that live and have the text in their command line. */
    private static List<String> commandLinesWith(String text) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .map(process -> commandLine(process.resolve("cmdline")))
                    .filter(commandLine -> commandLine.contains(text))
                    .toList();
        }
    }

    private static String commandLine(Path file) {
        try {
            return Files.isReadable(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            // It has ended meanwhile.
            return "";
        }
    }

    private static boolean isListening(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (ConnectException e) {
            return false;
        }
    }

    private static Set<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return new TreeSet<>(
                    files.map(file -> folder.relativize(file).toString()).toList());
        }
    }

    @Nested
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    class OnceStarted {
        @TempDir
        private static Path folder;

        private static Path directory;
        private static RealPostgres postgres;
        private static StackCli cli;
        private static Path monitoring;
        private static Set<String> before;

        /** By two at the same time, of which one has to wait for the other; all that follows knows of the folder by itself. */
        @BeforeAll
        static void start() throws Exception {
            directory = folder.resolve("stack");
            postgres = RealPostgres.start();
            cli = StackCli.in(folder)
                    .with("PHASE3_DATABASE_URL", postgres.url())
                    .with("PHASE3_DATABASE_USER", "postgres")
                    // Its exporter says so when Redis is not there, and runs.
                    .with("PHASE3_REDIS_URI", "redis://127.0.0.1:" + FreePort.find());
            Files.writeString(cli.home().resolve("config/exporter.conf"), """
                    exporter.database { url = ${PHASE3_DATABASE_URL}, user = ${PHASE3_DATABASE_USER} }
                    """);
            monitoring = Files.move(cli.monitoring(""), folder.resolve("mine"));
            Files.writeString(monitoring.resolve("targets/services.yml"), "[]");
            before = files(folder);
            String[] arguments = StackIT.start(
                    directory,
                    "--monitoring",
                    monitoring.toString(),
                    "--port",
                    "postgres_exporter=0",
                    "--port",
                    "redis_exporter=0",
                    "--json");
            List<String> commandLine = new ArrayList<>(cli.self());
            commandLine.add("stack");
            commandLine.addAll(List.of(arguments));
            ProcessBuilder other = new ProcessBuilder(commandLine).redirectError(ProcessBuilder.Redirect.DISCARD);
            other.environment().clear();
            other.environment().putAll(cli.environment());
            Process process = other.start();
            Answer here = cli.stack(arguments);
            String there = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(here.status()).as(here.err()).isZero();
            assertThat(process.waitFor()).isZero();
            assertThat(List.of(
                            here.json().path("outcome").asText(),
                            new Answer(0, there, "").json().path("outcome").asText()))
                    .containsExactlyInAnyOrder("started", "runs already");
            assertThat(new Answer(0, there, "").json().path("supervisorPid").asLong())
                    .isEqualTo(here.json().path("supervisorPid").asLong());
        }

        @AfterAll
        static void stop() throws IOException {
            cli.stack("stop", "--directory", directory.toString());
            postgres.close();
        }

        private static Answer stack(String command, String... more) {
            return cli.stack(Stream.concat(Stream.of(command, "--directory", directory.toString()), Stream.of(more))
                    .toArray(String[]::new));
        }

        private static JsonNode status() throws IOException {
            return stack("status", "--json").json();
        }

        private static Map<String, Long> pids() throws IOException {
            Map<String, Long> pids = new TreeMap<>();
            status().path("parts")
                    .forEach(part -> pids.put(
                            part.path("part").asText(), part.path("pid").asLong()));
            return pids;
        }

        private static Collection<Integer> ports() throws IOException {
            List<Integer> ports = new ArrayList<>();
            status().path("parts")
                    .forEach(part ->
                            ports.add(URI.create(part.path("address").asText()).getPort()));
            return ports;
        }

        private static URI address(Part wanted) throws IOException {
            for (JsonNode part : status().path("parts")) {
                if (part.path("part").asText().equals(wanted.toString())) {
                    return URI.create(part.path("address").asText());
                }
            }
            throw new AssertionError(wanted + " does not run");
        }

        private static Set<String> alerts() throws IOException, InterruptedException {
            Set<String> names = new TreeSet<>();
            new PrometheusApi(address(Part.PROMETHEUS))
                    .get("api/v1/rules")
                    .path("groups")
                    .forEach(group -> group.path("rules")
                            .forEach(rule -> names.add(rule.path("name").asText())));
            return names;
        }

        private static void awaitHealth() {
            await().atMost(PATIENCE).untilAsserted(() -> {
                Answer health = stack("health");
                assertThat(health.status()).as(health.out()).isZero();
                assertThat(health.out()).contains("ok       Prometheus sends them to Alertmanager");
            });
        }

        @Test
        void itIsHealthy() {
            awaitHealth();

            assertThat(stack("health").out())
                    .contains("postgres_exporter  ok       ready")
                    .contains("rules              ok")
                    .contains("secrets            warning  cannot be read")
                    .endsWith("The stack is healthy.\n");
        }

        @Test
        void itScrapesItsOwnPartsAndNoneThatIsAbsent() throws IOException, InterruptedException {
            Set<String> jobs = new TreeSet<>();
            PrometheusApi prometheus = new PrometheusApi(address(Part.PROMETHEUS));
            await().atMost(PATIENCE).until(() -> {
                jobs.clear();
                for (JsonNode target : prometheus.get("api/v1/targets").path("activeTargets")) {
                    if (target.path("health").asText().equals("up")) {
                        jobs.add(target.at("/labels/job").asText());
                    }
                }
                return jobs.size() >= 5;
            });

            assertThat(jobs).containsExactly("alertmanager", "phase3-exporter", "postgres", "prometheus", "redis");
        }

        @Test
        void itsStatusFitsIntoAWindow() {
            Answer status = stack("status");

            assertThat(status.status()).isZero();
            assertThat(status.out()).contains("part               state", "grafana  switched off by --without");
            assertThat(status.out().lines()).allMatch(line -> line.length() <= 79);
            assertThat(stack("health").out().lines()).allMatch(line -> line.length() <= 79);
        }

        @Test
        void everyPartThatIsKilledIsStartedAgain() throws IOException {
            Map<String, Long> killed = pids();
            assertThat(killed).hasSize(6);

            killed.values().forEach(pid -> ProcessHandle.of(pid).orElseThrow().destroyForcibly());

            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(pids().values()).hasSize(6).doesNotContain(0L).doesNotContainAnyElementsOf(killed.values());
                assertThat(stack("status").status()).isZero();
            });
            status().path("parts").forEach(part -> {
                assertThat(part.path("restarts").asInt()).isPositive();
                assertThat(part.path("lastEnd").asText()).isEqualTo("signal 9");
            });
            awaitHealth();
        }

        @Test
        void aNewRuleIsReadAndABrokenOneChangesNothing() throws IOException, InterruptedException {
            Path mine = Files.writeString(monitoring.resolve("phase3_mine.yml"), """
                    groups: [{ name: mine, rules: [{ alert: Mine, expr: vector(1) }] }]
                    """);
            assertThat(stack("reload-prometheus").status()).isZero();
            assertThat(alerts()).contains("Mine");
            Set<String> good = alerts();
            String read = Files.readString(directory.resolve("config/phase3_mine.yml"));

            Files.writeString(mine, """
                    groups: [{ name: mine, rules: [{ alert: Yours, expr: "vector(" }] }]
                    """);
            Answer broken = stack("reload-prometheus");

            assertThat(broken.status()).isEqualTo(1);
            assertThat(broken.err())
                    .startsWith("phase3 stack reload-prometheus: promtool refuses the configuration:")
                    .contains(mine.toString(), "parse error");
            assertThat(alerts()).isEqualTo(good);
            assertThat(directory.resolve("config/phase3_mine.yml")).hasContent(read);
        }

        @Test
        void whatAPartRefusesIsTakenBack() throws IOException {
            Path prober = monitoring.resolve("blackbox.yml");
            String good = Files.readString(prober);
            Files.writeString(prober, "modules: [nonsense]\n");
            try {
                Answer refused = stack("reload-prometheus");

                assertThat(refused.status()).isEqualTo(1);
                assertThat(refused.err())
                        .startsWith("phase3 stack reload-prometheus: blackbox keeps its configuration: ")
                        .contains("cannot unmarshal");
                assertThat(directory.resolve("config/blackbox.yml")).hasContent(good);
                assertThat(directory.resolve("config.next")).doesNotExist();
            } finally {
                Files.writeString(prober, good);
            }
        }

        @Test
        void itsPortsAreRefusedToOthersWithItsName() throws IOException {
            int prometheus = address(Part.PROMETHEUS).getPort();
            int alertmanager = address(Part.ALERTMANAGER).getPort();
            Path other = folder.resolve("other");
            try {
                Answer refused = cli.stack(
                        "start",
                        "--directory",
                        other.toString(),
                        "--monitoring",
                        monitoring.toString(),
                        "--port",
                        "prometheus=" + prometheus,
                        "--port",
                        "alertmanager=" + alertmanager,
                        "--port",
                        "exporter=0",
                        "--port",
                        "blackbox=0",
                        "--without",
                        "postgres_exporter",
                        "--without",
                        "redis_exporter",
                        "--without",
                        "grafana");

                assertThat(refused.status()).isEqualTo(1);
                assertThat(refused.err())
                        .containsPattern(
                                "port " + prometheus + " is taken by somebody else's Prometheus \\(\\d+\\.\\S+, pid "
                                        + pids().get("prometheus") + "\\): stop it, or --port prometheus=\\d+")
                        .containsPattern("port " + alertmanager + " is taken by somebody else's Alertmanager \\(\\d");
            } finally {
                cli.stack("stop", "--purge", "--directory", other.toString());
            }
            assertThat(other).doesNotExist();
        }

        @Test
        void itIsNotStartedTwice() throws IOException {
            Map<String, Long> pids = pids();

            Answer again = stack("start");

            assertThat(again.status()).isZero();
            assertThat(again.out()).startsWith("The stack runs already.\n");
            assertThat(pids()).isEqualTo(pids);
        }

        @Test
        void itIsRepairedWhenItsSupervisorWasKilled() throws IOException {
            Map<String, Long> orphans = pids();
            Collection<Integer> ports = ports();
            ProcessHandle supervisor =
                    ProcessHandle.of(status().path("supervisorPid").asLong()).orElseThrow();
            supervisor.destroyForcibly();
            await().atMost(PATIENCE).until(() -> !supervisor.isAlive());

            Answer unsupervised = stack("status");
            assertThat(unsupervised.status()).isEqualTo(1);
            assertThat(unsupervised.out()).contains("Its supervisor was killed: phase3 stack start repairs it");
            Answer repaired = stack("start");

            assertThat(repaired.status()).as(repaired.err()).isZero();
            assertThat(repaired.err()).startsWith("Ending 6 processes of a stack whose supervisor was killed.\n");
            assertThat(pids().values()).hasSize(6).doesNotContainAnyElementsOf(orphans.values());
            // What has ended, and was asked by nobody how, has a number, but no command line.
            assertThat(orphans.values())
                    .allMatch(pid ->
                            commandLine(Path.of("/proc/" + pid + "/cmdline")).isEmpty());
            assertThat(ports()).containsExactlyElementsOf(ports);
        }

        @Test
        @Order(Integer.MAX_VALUE)
        void itsEndLeavesNoProcessAndNoPortAndNoFileOutsideOfItsFolder() throws IOException {
            Collection<Integer> ports = ports();
            assertThat(commandLinesWith(directory.toString())).isNotEmpty();

            assertThat(stack("stop").status()).isZero();

            assertThat(commandLinesWith(directory.toString())).isEmpty();
            for (int port : ports) {
                assertThat(isListening(port)).as("port " + port).isFalse();
            }
            Set<String> after = files(folder);
            after.removeIf(file -> file.equals("stack") || file.startsWith("stack/"));
            Set<String> expected = new TreeSet<>(before);
            expected.add("mine/phase3_mine.yml");
            after.add("mine/phase3_mine.yml");
            assertThat(after).isEqualTo(expected);
            assertThat(files(directory))
                    .contains("data/prometheus", "logs/prometheus.log")
                    .doesNotContain("stack.json");
            assertThat(stack("status").status()).isEqualTo(1);
            assertThat(stack("stop", "--purge").out()).startsWith("There is no stack in ");
            assertThat(directory).doesNotExist();
        }
    }

    @Nested
    class AStart {
        @TempDir
        private Path folder;

        @Test
        void thatFailsHalfWayEndsWhatItHasBegun() throws IOException {
            Path directory = folder.resolve("stack");
            StackCli cli = StackCli.in(folder);
            Files.writeString(cli.monitoring("blackbox.yml"), "modules: [nonsense]\n");

            Answer failed = cli.stack(start(directory));

            assertThat(failed.status()).isEqualTo(1);
            assertThat(failed.err())
                    .contains(
                            "phase3 stack start: blackbox does not start (exit code 1); its log "
                                    + directory.resolve("logs/blackbox.log") + " ends with\n",
                            "Error loading config",
                            "Without it: --without blackbox");
            assertThat(commandLinesWith(directory.toString())).isEmpty();
            assertThat(commandLinesWith(cli.home() + "/config/exporter.conf")).isEmpty();
            assertThat(cli.stack("status", "--directory", directory.toString()).out())
                    .startsWith("There is no stack in ");
        }

        @Test
        void inTheForegroundEndsAllPartsWithItself() throws IOException, InterruptedException {
            Path directory = folder.resolve("stack");
            StackCli cli = StackCli.in(folder);
            List<String> commandLine = new ArrayList<>(cli.self());
            commandLine.add("stack");
            commandLine.addAll(List.of(start(directory, "--foreground")));
            Path log = folder.resolve("log");
            Process process = new ProcessBuilder(commandLine)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try {
                await().atMost(PATIENCE).until(() -> Files.readString(log).contains("The stack runs."));
            } finally {
                process.destroy();
            }

            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
            assertThat(Files.readString(log)).contains("prometheus stopped", "exporter stopped");
            assertThat(commandLinesWith(directory.toString())).isEmpty();
        }
    }
}

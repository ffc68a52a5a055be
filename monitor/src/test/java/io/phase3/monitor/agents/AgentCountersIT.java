package io.phase3.monitor.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.phase3.monitor.FreePort;
import io.phase3.monitor.RealPostgres;
import io.phase3.monitor.database.Database;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentCountersIT {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Instant INSTALLED = Instant.parse("2026-11-23T12:00:00Z");

    private static RealPostgres postgres;
    private static Database database;

    private final List<HttpServer> servers = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        postgres = RealPostgres.start();
        database = postgres.open(4);
        database.migrate();
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
        postgres.close();
    }

    @BeforeEach
    void forget() {
        postgres.empty("agent_counter", "api_cost");
        postgres.execute("delete from phase3.setting where name like 'agents.%'");
    }

    @AfterEach
    void stopServers() {
        servers.forEach(server -> server.stop(0));
    }

    @Nested
    class WhatWasCountedBeforeTheFirstReading {
        @Test
        void isNotCharged() throws Exception {
            enter(costOf("a:1", INSTALLED.minusSeconds(60), "12.5"), INSTALLED);

            assertThat(costs()).isEmpty();
        }

        @Test
        void isNotChargedLaterEither() throws Exception {
            enter(costOf("a:1", INSTALLED.minusSeconds(60), "12.5"), INSTALLED);
            enter(costOf("a:1", INSTALLED.minusSeconds(60), "13.75"), INSTALLED.plusSeconds(15));

            assertThat(costs()).containsExactly(Map.entry("ai_coaching/claude", new BigDecimal("1.25")));
        }
    }

    @Nested
    class WhatIsCountedLater {
        @Test
        void isChargedFromNothingIfTheJvmStartedLater() throws Exception {
            enter(new Reading(List.of(), List.of()), INSTALLED);
            enter(costOf("a:1", INSTALLED.plusSeconds(1), "0.0000035"), INSTALLED.plusSeconds(15));

            assertThat(costs()).containsExactly(Map.entry("ai_coaching/claude", new BigDecimal("0.0000035")));
        }

        @Test
        void isChargedOnceByTwoExporters() throws Exception {
            enter(new Reading(List.of(), List.of()), INSTALLED);
            enter(costOf("a:1", INSTALLED.plusSeconds(1), "2"), INSTALLED.plusSeconds(15));
            enter(costOf("a:1", INSTALLED.plusSeconds(1), "2"), INSTALLED.plusSeconds(16));

            assertThat(costs()).containsExactly(Map.entry("ai_coaching/claude", new BigDecimal("2")));
        }

        @Test
        void goesOnAfterARestart() throws Exception {
            enter(new Reading(List.of(), List.of()), INSTALLED);
            enter(costOf("a:1", INSTALLED.plusSeconds(1), "2"), INSTALLED.plusSeconds(15));
            enter(costOf("a:1", INSTALLED.plusSeconds(20), "0.5"), INSTALLED.plusSeconds(30));

            assertThat(costs()).containsExactly(Map.entry("ai_coaching/claude", new BigDecimal("2.5")));
        }

        @Test
        void goesOnAfterARestartThatOnlyTheFallOfACounterShows() throws Exception {
            enter(new Reading(List.of(), List.of()), INSTALLED);
            enter(costOf("a:1", null, "2"), INSTALLED.plusSeconds(15));
            enter(costOf("a:1", null, "3"), INSTALLED.plusSeconds(30));
            enter(costOf("a:1", null, "0.5"), INSTALLED.plusSeconds(45));

            assertThat(costs())
                    .as("1 since it was seen first, for nobody knows when it had started, and 0.5 of its next life")
                    .containsExactly(Map.entry("ai_coaching/claude", new BigDecimal("1.5")));
        }
    }

    @Nested
    class Agents {
        @Test
        void areReadWhereDiscoveryFilesSay(@TempDir Path folder) throws Exception {
            Instant started = INSTALLED.plusSeconds(1);
            String target = serve("process_start_time_seconds " + started.getEpochSecond() + "\n"
                    + "phase3_revenue_impact_dollars_total{feature=\"ai_coaching\",} 1350.25\n"
                    + "phase3_revenue_refunded_dollars_total{feature=\"ai_coaching\",} 0.0\n"
                    + "phase3_api_cost_dollars_total{feature=\"ai_coaching\",api=\"claude\",} 0.25\n");
            Files.writeString(folder.resolve("app.json"), "[{\"targets\": [\"" + target + "\"], \"labels\": {}}]");

            Reading reading = new AgentReader(settings(List.of(), List.of(folder.resolve("*.json")))).read();

            assertThat(reading.isComplete()).isTrue();
            assertThat(reading.lives()).singleElement().satisfies(life -> {
                assertThat(life.instance()).isEqualTo(target);
                assertThat(life.startedAt()).contains(started);
                assertThat(life.sum(CounterKey.REVENUE)).isEqualByComparingTo("1350.25");
                assertThat(life.sum(CounterKey.REFUNDED)).isEqualByComparingTo("0");
            });
        }

        @Test
        void thatDoNotAnswerAreNamedOnceWhileOthersAreKept() throws Exception {
            String alive = serve("phase3_api_cost_dollars_total{feature=\"f\",api=\"claude\",} 1.0\n");
            String gone = "127.0.0.1:" + FreePort.find();
            AgentCounters counters = counters(alive, gone);

            counters.read();
            counters.read();

            assertThat(problems).singleElement().asString().isEqualTo("agent " + gone + " does not answer");
            assertThat(postgres.rows("select instance from phase3.agent_counter"))
                    .containsExactly(alive);
        }

        @Test
        void thatAllDoNotAnswerAreAFailure() throws Exception {
            AgentCounters counters = counters("127.0.0.1:" + FreePort.find());

            assertThatThrownBy(counters::read)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("agent 127.0.0.1:");
        }

        @Test
        void thatAnswerWithSomethingElseAreNamed() throws Exception {
            String target = serve("<html>");

            Reading reading = new AgentReader(settings(List.of(target), List.of())).read();

            assertThat(reading.silent()).singleElement().asString().contains(target, "something else than metrics");
        }

        @Test
        void thatCannotBeAskedAreNamedAndTheOthersAreRead() throws Exception {
            String alive = serve("phase3_api_cost_dollars_total{feature=\"f\",api=\"claude\",} 1.0\n");

            Reading reading = new AgentReader(settings(
                            List.of("my_app:8009", "ftp://host:1", "http://me:sesame@host:8009/metrics", alive),
                            List.of()))
                    .read();

            assertThat(reading.lives()).extracting(Life::instance).containsExactly(alive);
            assertThat(reading.silent()).hasSize(3).allMatch(line -> line.startsWith("agents.targets: "));
            assertThat(reading.silent().toString())
                    .contains("'my_app:8009' is neither")
                    .doesNotContain("sesame");
        }

        @Test
        void ofAnUnreadableDiscoveryFileAreNoReasonToFail(@TempDir Path folder) throws Exception {
            Path file = Files.writeString(folder.resolve("app.json"), "no json");

            Reading reading = new AgentReader(settings(List.of(), List.of(file))).read();

            assertThat(reading.silent()).singleElement().asString().startsWith(file + ": is no JSON");
        }
    }

    private AgentCounters counters(String... targets) {
        return new AgentCounters(settings(List.of(targets), List.of()), database, Clock.systemUTC(), problems::add);
    }

    private static AgentsSettings settings(List<String> targets, List<Path> files) {
        return new AgentsSettings(targets, files, Duration.ofSeconds(15), LIMIT);
    }

    private static void enter(Reading reading, Instant now) throws Exception {
        new CounterBook(database, LIMIT).enter(() -> reading, now);
    }

    private static Reading costOf(String instance, Instant started, String dollars) {
        return new Reading(
                List.of(new Life(
                        instance,
                        Optional.ofNullable(started),
                        new TreeMap<>(Map.of(
                                new CounterKey(CounterKey.API_COST, "ai_coaching", "claude"),
                                new BigDecimal(dollars))))),
                List.of());
    }

    private String serve(String metrics) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        servers.add(server);
        server.createContext("/metrics", exchange -> {
            byte[] body = metrics.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private static Map<String, BigDecimal> costs() throws Exception {
        return database.read(LIMIT, connection -> {
            Map<String, BigDecimal> costs = new TreeMap<>();
            try (ResultSet row = connection
                    .createStatement()
                    .executeQuery("select feature || '/' || api, sum(amount) from phase3.api_cost group by 1")) {
                while (row.next()) {
                    costs.put(row.getString(1), row.getBigDecimal(2));
                }
            }
            return costs;
        });
    }
}

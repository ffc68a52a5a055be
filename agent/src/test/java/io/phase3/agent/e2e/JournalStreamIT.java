package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.attribution.journal.Entry;
import io.phase3.agent.attribution.redis.RealRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol;

/** Whatever the agent counts arrives in the journal's stream, whatever happens to the JVM. */
class JournalStreamIT {
    private static final int KILLS = 8;
    /** More than is sent at once: some kills fall behind the place where it is written down how far it came. */
    private static final int MOST_GROWTH = 3_000;

    private static final long SEED = 20261123;
    private static final String NEVER_ENDING = " 1000000000 4 3000";

    private final Random random = new Random(SEED);

    @TempDir
    private Path journal;

    private RealRedis redis;

    @BeforeEach
    void start() throws IOException {
        redis = new RealRedis();
    }

    @AfterEach
    void stop() throws IOException {
        redis.close();
    }

    private ForkedJvm.Builder office() {
        return SalesOffice.on(
                Jdk.own(),
                journal,
                "attribution.journal { sync-interval = 5ms, sync-entries = 50, stream.enabled = true }",
                "attribution.touches.redis { uri = \"redis://127.0.0.1:" + redis.port + "/0\", timeout = 5s }");
    }

    private long streamLength() {
        return (Long) redis.command(Protocol.Command.XLEN, "phase3:journal");
    }

    private List<String> streamed() {
        return ((List<?>) redis.command(Protocol.Command.XRANGE, "phase3:journal", "-", "+"))
                .stream()
                        .map(entry -> (List<?>) ((List<?>) entry).get(1))
                        .map(fields -> (String) fields.get(3))
                        .toList();
    }

    private Set<String> filed() {
        try (Stream<Path> files = Files.list(journal)) {
            Set<String> lines = new TreeSet<>();
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".jsonl")).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int nextNumber() {
        return SalesOffice.lines(journal).stream()
                .map(Entry::id)
                .mapToInt(id -> Order.of(id).number() + 1)
                .max()
                .orElse(0);
    }

    @Test
    void of_a_JVM_that_is_killed_and_started_again_each_entry_arrives() throws InterruptedException {
        for (int kill = 0; kill < KILLS; kill++) {
            try (ForkedJvm jvm = office().scenario("SalesDay", "rush-on " + nextNumber() + NEVER_ENDING)) {
                long enough = streamLength() + 1 + random.nextInt(MOST_GROWTH);
                jvm.await(enough + " in the stream", () -> streamLength() >= enough);
            }
        }
        Set<String> filed;
        try (ForkedJvm jvm = office().scenario("SalesDay").ready()) {
            jvm.await("what the files have", () -> Set.copyOf(streamed()).containsAll(filed()));
            assertThat(jvm.end().code()).isZero();
            filed = filed();
        }
        List<String> streamed = streamed();
        System.out.printf(
                "JournalStreamIT: %d kills, %d entries, %d came again; seed %d%n",
                KILLS, filed.size(), streamed.size() - filed.size(), SEED);
        assertThat(filed).hasSizeGreaterThan(KILLS);
        assertThat(Set.copyOf(streamed)).isEqualTo(filed);
        assertThat(SalesOffice.lines(journal).stream().map(Entry::id).collect(Collectors.toSet()))
                .hasSize(filed.size());
    }

    @Test
    void of_a_JVM_that_ends_in_good_order_everything_arrives_before_its_end_and_once() throws InterruptedException {
        try (ForkedJvm jvm = office().scenario("SalesDay").ready()) {
            jvm.obey("sell-all day 100");
            jvm.obey("sell D-1 ann 100.00");
            assertThat(jvm.end().code()).isZero();
        }
        assertThat(filed()).hasSize(101);
        assertThat(streamed()).containsExactlyInAnyOrderElementsOf(filed());

        try (ForkedJvm jvm = office().scenario("SalesDay").ready()) {
            jvm.obey("sell D-2 ann 100.00");
            assertThat(jvm.end().code()).isZero();
        }
        assertThat(filed()).hasSize(102);
        assertThat(streamed())
                .as("nothing again that was sent before the restart")
                .containsExactlyInAnyOrderElementsOf(filed());
    }

    @Test
    void a_Redis_that_is_away_costs_the_application_nothing_and_the_end_is_not_delayed() throws Exception {
        redis.stop();
        try (ForkedJvm jvm = office().scenario("SalesDay").ready()) {
            jvm.obey("sell-all day 100");
            Scrape scrape = SalesOffice.awaitConversions(jvm, 100);
            jvm.agentLine("does not answer: connection refused; the stream phase3:journal goes on when it is back");
            assertThat(scrape.sum("phase3_conversions_total")).isEqualTo(100);
            jvm.await(
                    "failures of the stream",
                    () -> jvm.scrape().value("phase3_agent_errors_total", "stage=export") > 0);
            assertThat(jvm.scrape().value("phase3_agent_errors_total", "stage=journal"))
                    .isZero();
            assertThat(jvm.end().code()).isZero();
        }
        redis.start();
        try (ForkedJvm jvm = office().scenario("SalesDay").ready()) {
            jvm.await("all 100", () -> streamLength() >= 100);
        }
        assertThat(streamed()).containsExactlyInAnyOrderElementsOf(filed());
    }
}

package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.phase3.agent.attribution.journal.Entry;
import io.phase3.agent.attribution.redis.RealRedis;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol;

/** Whatever happens to Redis, nothing happens to the application, and every sale counts once in the end. */
class RedisOutageIT {
    @TempDir
    private Path journal;

    @TempDir
    private Path disk;

    private RealRedis redis;

    @BeforeEach
    void start() throws IOException {
        redis = RealRedis.away();
    }

    @AfterEach
    void stop() throws IOException {
        redis.close();
    }

    private ForkedJvm.Builder office(String... settings) {
        return SalesOffice.on(Jdk.own(), journal, SalesOffice.shared(redis, settings));
    }

    /** A Redis that still knows after a restart what it knew before. */
    private String[] durable() {
        return new String[] {"dir \"" + disk + '"', "appendonly yes"};
    }

    private Entry counted(ForkedJvm office, String id) {
        return SalesOffice.awaitCounted(office, journal, Entry.Kind.CONVERSION, id);
    }

    private void awaitPending(ForkedJvm office, int conversions) {
        office.await(
                conversions + " pending", () -> SalesOffice.pendingIds(journal).size() >= conversions);
    }

    private static List<String> linesAboutRedis(ForkedJvm office) {
        return office.complaints().stream()
                .filter(line -> line.startsWith("Redis at "))
                .toList();
    }

    /** Counters, journal and what was sold are the same, and nothing stands in the journal twice. */
    private void assertExact(Scrape scrape, List<String> ids, BigDecimal worth) {
        assertThat(SalesOffice.countedIds(journal)).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(SalesOffice.pendingIds(journal)).isEmpty();
        assertThat(SalesOffice.revenue(scrape)).isEqualTo(SalesOffice.revenue(SalesOffice.counted(journal)));
        assertThat(SalesOffice.sum(SalesOffice.revenue(scrape))).isEqualTo(worth);
    }

    @Nested
    class ARedisThatIsKilledUnderLoad {
        @ParameterizedTest(name = "and returns with its memory: {0}")
        @ValueSource(booleans = {true, false})
        void costs_no_sale_and_counts_none_twice(boolean remembers) throws Exception {
            String[] configuration = remembers ? durable() : new String[0];
            redis.start(configuration);
            try (ForkedJvm office = office().scenario("SalesDay").ready()) {
                office.obey("greet ann");
                SalesOffice.awaitTouched(office, redis, 1);
                office.obey("open day");
                SalesOffice.awaitConversions(office, 100);
                redis.kill();
                office.agentLine("does not answer");
                office.obey("photograph ann");
                office.obey("sell D-1 ann 100.00");
                office.await(
                        "D-1 pending", () -> SalesOffice.pendingIds(journal).contains("D-1"));
                redis.start(configuration);
                office.agentLine("is back");
                Scrape back = office.scrape();
                SalesOffice.awaitConversions(office, (int) back.sum("phase3_conversions_total") + 500);
                office.obey("shut");
                int sold = sold(office);
                Scrape scrape = SalesOffice.awaitConversions(office, sold + 1);

                List<String> ids = new ArrayList<>(SalesOffice.ids("day", sold));
                ids.add("D-1");
                BigDecimal worth = SalesOffice.worth(sold).add(new BigDecimal("100.00"));
                assertExact(scrape, ids, worth);
                assertThat(counted(office, "D-1").touches())
                        .extracting("feature")
                        .isEqualTo(
                                remembers
                                        ? List.of("realtime_intelligence", "property_intelligence")
                                        : List.of("property_intelligence"));
                assertThat(office.complaints()).containsExactlyElementsOf(linesAboutRedis(office));
                assertThat(linesAboutRedis(office))
                        .doesNotHaveDuplicates()
                        .filteredOn(line -> line.contains("is back"))
                        .hasSize(1);
                assertThat(scrape.value("phase3_agent_errors_total", "stage=attribute"))
                        .isEqualTo(linesAboutRedis(office).size() - 1);

                office.obey("sell-all day " + sold);
                assertExact(SalesOffice.awaitRejected(office, "duplicate", sold), ids, worth);
            }
        }

        private int sold(ForkedJvm office) {
            return office.stdout().stream()
                    .filter(line -> line.startsWith("sold "))
                    .mapToInt(line -> Integer.parseInt(line.substring("sold ".length())))
                    .sum();
        }
    }

    @Nested
    class AJvmThatIsKilledWhileRedisIsAway {
        @Test
        void counts_after_its_restart_what_it_had_pending_and_needs_no_sale_for_it() throws Exception {
            redis.start(durable());
            try (ForkedJvm office = office().scenario("SalesDay").ready()) {
                office.obey("greet-all morning 50");
                SalesOffice.awaitTouched(office, redis, 50);
                redis.kill();
                office.obey("sell-all morning 50");
                awaitPending(office, 50);
            }
            redis.start(durable());
            try (ForkedJvm office = office().scenario("SalesDay").ready()) {
                Scrape scrape = SalesOffice.awaitConversions(office, 50);
                assertExact(scrape, SalesOffice.ids("morning", 50), SalesOffice.worth(50));
                assertThat(SalesOffice.counted(journal))
                        .allSatisfy(sale -> assertThat(sale.touches()).hasSize(1));
                assertThat(office.complaints()).isEmpty();
            }
        }
    }

    @Nested
    class ARedisThatHangs {
        @Test
        void holds_up_nobody_and_what_waits_for_it_is_bounded() throws Exception {
            int leads = 1_000;
            int bound = 100;
            redis.start();
            try (ForkedJvm office =
                    office("bounds.leads = " + bound).scenario("SalesDay").ready()) {
                office.obey("greet ann");
                SalesOffice.awaitTouched(office, redis, 1);
                redis.hang(true);
                try {
                    office.obey("greet bob");
                    office.agentLine("does not answer: nothing came within 500 ms");
                    office.obey("greet-all crowd " + leads);
                    office.obey("sell-all crowd " + 3 * leads);
                    awaitPending(office, 3 * leads);
                    assertThat(SalesOffice.counted(journal)).isEmpty();
                } finally {
                    redis.hang(false);
                }
                office.agentLine("is back");
                Scrape scrape = SalesOffice.awaitConversions(office, 3 * leads);
                assertExact(scrape, SalesOffice.ids("crowd", 3 * leads), SalesOffice.worth(3 * leads));
                assertThat(SalesOffice.counted(journal))
                        .filteredOn(sale -> !sale.touches().isEmpty())
                        .extracting(Entry::id)
                        .containsExactlyInAnyOrderElementsOf(
                                SalesOffice.ids("crowd", leads).subList(leads - bound, leads));
                assertThat(linesAboutRedis(office)).hasSize(2);
            }
        }
    }

    @Nested
    class ARedisThatIsNotAsItShouldBe {
        private static final String RIGHT = "the-right-password";
        private static final String OTHER = "some-other-password";

        @Test
        void has_one_line_for_each_reason_and_sales_count_once_it_is_right() throws Exception {
            try (ForkedJvm office = office().environment("PHASE3_ATTRIBUTION_TOUCHES_REDIS_PASSWORD", RIGHT)
                    .scenario("SalesDay")
                    .ready()) {
                office.obey("greet ann");
                office.obey("sell D-1 ann 100.00");
                office.agentLine("does not answer: connection refused");
                redis.start("requirepass " + OTHER);
                office.agentLine("refuses the password: set PHASE3_ATTRIBUTION_TOUCHES_REDIS_PASSWORD");
                redis.stop();
                redis.start("requirepass " + RIGHT, "maxmemory 1");
                office.agentLine("is full (maxmemory): give it more memory");
                office.obey("photograph ann");
                office.obey("sell D-2 ann 100.00");
                awaitPending(office, 2);
                redis.stop();
                redis.start("requirepass " + RIGHT);
                office.agentLine("is back");
                Scrape scrape = SalesOffice.awaitConversions(office, 2);

                assertExact(scrape, List.of("D-1", "D-2"), new BigDecimal("200.00"));
                assertThat(counted(office, "D-1").touches()).hasSize(1);
                assertThat(counted(office, "D-2").touches()).hasSize(2);
                assertThat(office.complaints()).hasSize(4).containsExactlyElementsOf(linesAboutRedis(office));
                assertThat(office.toString()).doesNotContain(RIGHT, OTHER);
                assertThat(scrape.text()).doesNotContain(RIGHT, OTHER);
            }
        }

        @Test
        void because_others_write_under_our_prefix_has_one_line_for_each_kind_of_key() throws Exception {
            redis.start();
            try (ForkedJvm office = office().scenario("SalesDay").ready()) {
                office.obey("greet ann");
                SalesOffice.awaitTouched(office, redis, 1);
                redis.command(
                        Protocol.Command.SET, redis.keys("phase3:touches:*").get(0), "hello");
                redis.command(Protocol.Command.SET, "phase3:conversion:{" + digest("D-1") + '}', "hello");
                office.obey("photograph ann");
                office.obey("greet bob");
                office.obey("sell D-1 ann 100.00");
                office.obey("sell D-2 ann 100.00");
                office.obey("sell D-3 bob 100.00");
                SalesOffice.awaitRejected(office, "duplicate", 1);
                assertExact(SalesOffice.awaitConversions(office, 2), List.of("D-2", "D-3"), new BigDecimal("200.00"));
                assertThat(counted(office, "D-2").split().orElseThrow().parts())
                        .contains(entry("property_intelligence", 3000L));
                assertThat(counted(office, "D-3").split().orElseThrow().parts())
                        .contains(entry("realtime_intelligence", 4000L));
                assertThat(office.complaints())
                        .hasSize(2)
                        .anyMatch(line -> line.contains("under keys that begin with phase3:touches:"))
                        .anyMatch(line -> line.contains("under keys that begin with phase3:conversion:"));
            }
        }

        private String digest(String id) throws Exception {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, 32);
        }
    }
}

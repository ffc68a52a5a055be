package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.phase3.agent.attribution.journal.Entry;
import io.phase3.agent.attribution.redis.RealRedis;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two offices on the oldest and the newest JDK share what touched their leads, and who counts a sale. */
class SharedTouchesIT {
    private static final int RACED = 500;

    @TempDir
    private static Path journals;

    private static RealRedis redis;
    private static ForkedJvm north;
    private static ForkedJvm south;

    @BeforeAll
    static void open() throws IOException {
        redis = new RealRedis();
        List<Jdk> jdks = Jdk.all().toList();
        north = office(jdks.get(0), "north");
        south = office(jdks.get(jdks.size() - 1), "south");
        north.ready();
        south.ready();
    }

    private static ForkedJvm office(Jdk jdk, String name, String... more) throws IOException {
        return SalesOffice.on(jdk, Files.createDirectories(journal(name)), SalesOffice.shared(redis, more))
                .scenario("SalesDay");
    }

    private static Path journal(String name) {
        return journals.resolve(name);
    }

    @AfterAll
    static void close() throws IOException {
        for (AutoCloseable jvm : new AutoCloseable[] {north, south, redis}) {
            try {
                if (jvm != null) {
                    jvm.close();
                }
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }

    private static void greeted(ForkedJvm office, String lead) {
        int before = redis.keys("phase3:touches:*").size();
        office.obey("greet " + lead);
        SalesOffice.awaitTouched(office, redis, before + 1);
    }

    private static Entry sold(ForkedJvm office, String name, String id, String lead) {
        office.obey("sell " + id + ' ' + lead + " 100.00");
        return SalesOffice.awaitCounted(office, journal(name), Entry.Kind.CONVERSION, id);
    }

    @Nested
    class ATouch {
        @Test
        void made_in_one_is_attributed_in_the_other() {
            greeted(north, "ann");
            assertThat(sold(south, "south", "A-1", "ann").split().orElseThrow().parts())
                    .containsOnly(entry("realtime_intelligence", 4000L), entry("unattributed", 6000L));
        }

        @Test
        void made_in_each_is_attributed_in_both() {
            greeted(north, "bob");
            south.obey("photograph bob");
            Entry sale = sold(south, "south", "A-2", "bob");
            assertThat(sale.touches())
                    .extracting("feature")
                    .containsExactly("realtime_intelligence", "property_intelligence");
            assertThat(sold(north, "north", "A-3", "bob").split()).isEqualTo(sale.split());
        }

        @Test
        void is_not_shared_with_who_hashes_leads_under_another_key() throws Exception {
            try (ForkedJvm abroad = office(Jdk.own(), "abroad", "attribution.lead-key = \"another key altogether\"")
                    .ready()) {
                greeted(north, "cyd");
                assertThat(sold(abroad, "abroad", "A-4", "cyd").touches()).isEmpty();
                assertThat(sold(north, "north", "A-5", "cyd").touches()).hasSize(1);
            }
        }
    }

    @Nested
    class ASale {
        @Test
        void that_both_see_at_the_same_moment_counts_once() {
            Scrape northBefore = north.scrape();
            Scrape southBefore = south.scrape();
            north.obey("greet-all race " + RACED);
            String command = "sell-all race " + RACED;
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(() -> north.obey(command)),
                            CompletableFuture.runAsync(() -> south.obey(command)))
                    .join();
            north.await(
                    "all settled",
                    () -> settled(north.scrape()) - settled(northBefore) == RACED
                            && settled(south.scrape()) - settled(southBefore) == RACED);
            List<String> counted = new ArrayList<>(SalesOffice.countedIds(journal("north")));
            counted.addAll(SalesOffice.countedIds(journal("south")));
            assertThat(counted)
                    .filteredOn(id -> id.startsWith("race-"))
                    .containsExactlyInAnyOrderElementsOf(SalesOffice.ids("race", RACED));
            assertThat(earned(northBefore, north.scrape()).add(earned(southBefore, south.scrape())))
                    .isEqualTo(SalesOffice.worth(RACED));
        }

        private double settled(Scrape scrape) {
            return scrape.sum("phase3_conversions_total")
                    + scrape.sum("phase3_attribution_rejected_total", "reason=duplicate");
        }

        private BigDecimal earned(Scrape before, Scrape after) {
            return SalesOffice.sum(SalesOffice.revenue(after)).subtract(SalesOffice.sum(SalesOffice.revenue(before)));
        }
    }

    @Nested
    class ARefund {
        @Test
        void in_one_gives_back_by_the_split_of_the_sale_in_the_other() {
            greeted(north, "dan");
            sold(north, "north", "R-1", "dan");
            south.obey("photograph dan");
            south.obey("refund R-1 50.00");
            Entry refund = SalesOffice.awaitCounted(south, journal("south"), Entry.Kind.REVERSAL, "R-1");
            assertThat(refund.split().orElseThrow().parts())
                    .containsOnly(entry("realtime_intelligence", 2000L), entry("unattributed", 3000L));
        }

        @Test
        void in_both_gives_back_once() {
            sold(north, "north", "R-2", "eve");
            south.obey("refund R-2 50.00");
            SalesOffice.awaitCounted(south, journal("south"), Entry.Kind.REVERSAL, "R-2");
            double before = north.scrape().sum("phase3_attribution_rejected_total", "reason=duplicate");
            north.obey("refund R-2 50.00");
            SalesOffice.awaitRejected(north, "duplicate", (int) before + 1);
            assertThat(SalesOffice.counted(journal("north")))
                    .filteredOn(entry -> entry.kind() == Entry.Kind.REVERSAL)
                    .isEmpty();
        }
    }

    @Nested
    class Jedis {
        @Test
        void is_loaded_where_touches_are_shared_and_nowhere_else() throws Exception {
            assertThat(classesOf(SalesOffice.shared(redis))).anyMatch(line -> line.contains("redis.clients"));
            assertThat(classesOf())
                    .anyMatch(line -> line.contains("io.phase3.agent.attribution.Settlement"))
                    .noneMatch(line -> line.contains("redis.clients"));
        }

        private List<String> classesOf(String... settings) throws Exception {
            Path journal = Files.createTempDirectory(journals, "classes");
            try (ForkedJvm jvm = SalesOffice.on(Jdk.own(), journal, settings)
                    .flags("-verbose:class")
                    .scenario("SalesDay")
                    .ready()) {
                String id = journal.getFileName().toString();
                jvm.obey("greet zoe");
                jvm.obey("sell " + id + " zoe 1.00");
                SalesOffice.awaitCounted(jvm, journal, Entry.Kind.CONVERSION, id);
                return jvm.end().stdout();
            }
        }
    }
}

package io.phase3.agent.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.phase3.agent.attribution.journal.Entry;
import io.phase3.agent.attribution.journal.JournalReader;
import io.phase3.agent.attribution.redis.RealRedis;
import io.phase3.agent.config.AgentConfig;
import io.phase3.agent.config.Attribution;
import io.phase3.agent.config.ConfigLoader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Protocol;

class AttributorTest {
    private static final String RULE = "rule 'test'";

    private final Books books = new Books();

    @TempDir
    private Path journal;

    private Attributor start(String... settings) {
        Map<String, String> properties = new HashMap<>();
        properties.put("phase3.attribution.journal.directory", journal.toString());
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            properties.put("phase3." + parts[0], parts[1]);
        }
        ConfigLoader.Loaded loaded = new ConfigLoader(null, properties, Map.of(), journal).load();
        assertThat(loaded.problems()).isEmpty();
        AgentConfig config = loaded.config();
        return Attributor.start(config, Clock.systemUTC(), books);
    }

    private Map<String, Long> journalCents() throws IOException {
        Map<String, Long> cents = new TreeMap<>();
        JournalReader.readCounted(
                journal,
                entry -> {
                    assertThat(entry.kind()).isEqualTo(Entry.Kind.CONVERSION);
                    entry.split()
                            .orElseThrow()
                            .parts()
                            .forEach((feature, part) -> cents.merge(feature, part, Long::sum));
                },
                problem -> {
                    throw new AssertionError(problem);
                });
        return cents;
    }

    @ParameterizedTest
    @EnumSource(Attribution.Model.class)
    void what_160_000_conversions_from_16_threads_earn_is_in_counters_and_journal_to_the_cent(Attribution.Model model)
            throws Exception {
        int threads = 16;
        int conversions = 10_000;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Callable<Long>> work = new ArrayList<>();
        try (Attributor attributor = start("attribution.model=" + model.keyword())) {
            for (int thread = 0; thread < threads; thread++) {
                int number = thread;
                work.add(() -> convertAtRandom(attributor, number, conversions));
            }
            long expected = 0;
            for (Future<Long> earned : executor.invokeAll(work)) {
                expected += earned.get();
            }
            await().atMost(Duration.ofMinutes(2)).until(() -> books.of("converted") == (long) threads * conversions);
            assertThat(sum(books.cents("earned"))).isEqualTo(expected);
            assertThat(journalCents()).isEqualTo(books.cents("earned"));
        } finally {
            executor.shutdown();
        }
    }

    private static long sum(Map<String, Long> cents) {
        return cents.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Converts leads that were touched at random, and gives the cents of it all. */
    private static long convertAtRandom(Attributor attributor, int thread, int conversions) {
        String[] features = {
            "realtime_intelligence", "property_intelligence", "churn_prevention", "ai_coaching", "unheard_of"
        };
        Random random = new Random(thread);
        long cents = 0;
        for (int number = 0; number < conversions; number++) {
            String lead = "lead-" + random.nextInt(3000);
            if (random.nextBoolean()) {
                attributor.touch(RULE, lead, features[random.nextInt(features.length)]);
            }
            int amount = random.nextInt(100_000_000);
            cents += amount;
            attributor.conversion(RULE, "sale", thread + "/" + number, lead, BigDecimal.valueOf(amount, 2), null);
        }
        return cents;
    }

    @Test
    void what_is_reported_before_the_end_is_counted_before_the_end() throws IOException {
        try (Attributor attributor = start()) {
            attributor.touch(RULE, "ann", "ai_coaching");
            attributor.conversion(RULE, "sale", "D-1", "ann", new BigDecimal("10.00"), null);
        }
        assertThat(books.cents("earned")).isEqualTo(Map.of("ai_coaching", 100L, "unattributed", 900L));
        assertThat(journalCents()).isEqualTo(books.cents("earned"));
    }

    @Test
    void a_touch_after_the_conversion_does_not_count_however_close() {
        try (Attributor attributor = start()) {
            for (int number = 0; number < 1000; number++) {
                attributor.conversion(RULE, "sale", "D-" + number, "lead-" + number, BigDecimal.ONE, null);
                attributor.touch(RULE, "lead-" + number, "ai_coaching");
            }
        }
        assertThat(books.cents("earned")).isEqualTo(Map.of("unattributed", 100_000L));
    }

    @Test
    void without_a_conversion_there_is_no_journal() {
        try (Attributor attributor = start("attribution.journal.directory=" + journal.resolve("none"))) {
            attributor.touch(RULE, "ann", "ai_coaching");
            await().until(() -> books.of("touched ai_coaching") == 1);
        }
        assertThat(journal).isEmptyDirectory();
    }

    @Test
    void what_does_not_fit_is_dropped_and_counted_and_the_rest_is_exact() throws Exception {
        int reported = 50_000;
        try (Attributor attributor = start("bounds.events=2048", "bounds.waiting-conversions=2048")) {
            for (int number = 0; number < reported; number++) {
                attributor.conversion(RULE, "sale", "D-" + number, null, BigDecimal.ONE, null);
            }
        }
        long counted = books.of("converted");
        assertThat(counted + books.of("dropped events") + books.of("dropped waiting"))
                .isEqualTo(reported);
        assertThat(sum(books.cents("earned"))).isEqualTo(100 * counted);
        assertThat(sum(journalCents())).isEqualTo(100 * counted);
    }

    @Nested
    class The_stream_of_the_journal {
        private static final String THREAD = "phase3-stream";

        private RealRedis redis;

        @BeforeEach
        void startRedis() throws IOException {
            redis = new RealRedis();
        }

        @AfterEach
        void stopRedis() throws IOException {
            redis.close();
        }

        private void convert(String enabled) {
            try (Attributor attributor = start(
                    "attribution.journal.stream.enabled=" + enabled,
                    "attribution.touches.redis.timeout=5s",
                    "attribution.touches.redis.uri=redis://127.0.0.1:" + redis.port + "/0")) {
                attributor.conversion(RULE, "sale", "D-1", "lead", BigDecimal.TEN, "USD");
                await().until(() -> books.of("converted") == 1);
                assertThat(threads().contains(THREAD)).isEqualTo(Boolean.valueOf(enabled));
            }
        }

        private static Set<String> threads() {
            return Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .collect(Collectors.toSet());
        }

        private long connections() {
            return redis.command(Protocol.Command.INFO, "stats")
                    .toString()
                    .lines()
                    .filter(line -> line.startsWith("total_connections_received:"))
                    .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                    .findFirst()
                    .orElseThrow();
        }

        @Test
        void has_what_was_reported_by_the_time_all_is_closed_with_touches_in_memory() {
            convert("true");

            assertThat(redis.command(Protocol.Command.XLEN, "phase3:journal")).isEqualTo(1L);
            await().until(() -> !threads().contains(THREAD));
        }

        @Test
        void is_no_thread_and_no_connection_unless_it_is_enabled() {
            long before = connections();
            convert("false");

            assertThat(connections()).as("with the one that asks").isEqualTo(before + 1);
            assertThat(redis.keys("*")).isEmpty();
        }
    }
}

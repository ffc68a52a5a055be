package io.phase3.agent.attribution.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.phase3.agent.attribution.journal.Entry;
import io.phase3.agent.attribution.journal.Journal;
import io.phase3.agent.attribution.model.Split;
import io.phase3.agent.attribution.redis.RealRedis;
import io.phase3.agent.config.Attribution;
import io.phase3.agent.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol;

class JournalStreamTest {
    private static final String KEY = "phase3:journal";
    private static final String MEANWHILE = "; the stream phase3:journal goes on when it is back, from the journal's"
            + " files; trying again every 1 to 30 seconds";

    /** Never reached but by a failure. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    @TempDir
    private Path disk;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final Map<String, String> properties = new HashMap<>();
    private RealRedis redis;
    private Journal journal;
    private JournalStream stream;

    @BeforeEach
    void redisIsAway() throws IOException {
        redis = RealRedis.away();
        set("journal.directory", directory.toString());
        set("journal.stream.enabled", "true");
        set("touches.redis.uri", "redis://127.0.0.1:" + redis.port + "/0");
        set("touches.redis.timeout", "5s");
    }

    @AfterEach
    void close() throws IOException {
        if (stream != null) {
            stream.close();
        }
        journal.close();
        redis.close();
    }

    private void set(String setting, String value) {
        properties.put("phase3.attribution." + setting, value);
    }

    private void start() throws IOException {
        ConfigLoader.Loaded loaded = new ConfigLoader(null, properties, Map.of(), directory).load();
        assertThat(loaded.problems()).isEmpty();
        Attribution settings = loaded.config().attribution();
        journal = new Journal(settings.journal(), 1000, Clock.systemUTC(), said::add);
        journal.open();
        stream = JournalStream.start(
                journal, settings, Clock.systemUTC(), failures::incrementAndGet, said::add, said::add);
    }

    /** A Redis that still knows after a restart what it acknowledged before. */
    private String[] durable() {
        return new String[] {"dir \"" + disk + '"', "appendonly yes", "appendfsync always"};
    }

    private void write(int from, int to) throws IOException {
        journal.write(IntStream.range(from, to)
                .mapToObj(number -> Entry.of(Entry.Kind.CONVERSION, "Zoë-" + number)
                        .amount(100)
                        .split(Split.whole("ai_coaching", 100))
                        .build())
                .toList());
    }

    private List<String> filed() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    /** The fields of each entry of the stream with their values. */
    private List<List<?>> fields() {
        return ((List<?>) redis.command(Protocol.Command.XRANGE, KEY, "-", "+"))
                .stream()
                        .<List<?>>map(entry -> (List<?>) ((List<?>) entry).get(1))
                        .toList();
    }

    private List<Object> streamed() {
        return fields().stream().<Object>map(fields -> fields.get(3)).toList();
    }

    private static void awaitThat(Callable<Boolean> condition) {
        await().atMost(PATIENCE).until(condition);
    }

    private void awaitStreamed(int entries) {
        awaitThat(() -> streamed().size() >= entries);
    }

    private void awaitSaid(String text) {
        awaitThat(() -> said.stream().anyMatch(line -> line.contains(text)));
    }

    private String at() {
        return "Redis at 127.0.0.1:" + redis.port + ' ';
    }

    @Nested
    class What_is_written {
        @Test
        void arrives_in_its_order_exactly_as_in_the_files() throws IOException {
            redis.start();
            start();
            for (int i = 0; i < 5; i++) {
                write(1000 * i, 1000 * (i + 1));
            }
            awaitStreamed(5000);

            assertThat(streamed()).containsExactlyElementsOf(filed());
            assertThat(fields())
                    .allSatisfy(
                            fields -> assertThat(fields).hasSize(4).element(0).isEqualTo("journal"))
                    .allSatisfy(fields -> assertThat(fields.get(1)).isEqualTo(journal.owner()))
                    .allSatisfy(fields -> assertThat(fields.get(2)).isEqualTo("entry"));
            assertThat(said).isEmpty();
            assertThat(failures).hasValue(0);
        }

        @Test
        void before_the_stream_was_enabled_arrives_too() throws IOException {
            redis.start();
            start();
            stream.close();
            write(0, 3);
            journal.close();
            start();

            awaitStreamed(3);
            assertThat(streamed()).containsExactlyElementsOf(filed());
        }

        @Test
        void arrives_though_somebody_interrupts_the_stream() throws IOException {
            redis.start();
            start();
            write(0, 1);
            awaitStreamed(1);
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("phase3-stream"))
                    .forEach(Thread::interrupt);
            write(1, 3);

            awaitStreamed(3);
            assertThat(streamed()).containsExactlyElementsOf(filed());
        }

        @Test
        void last_arrives_before_the_stream_is_closed() throws IOException {
            redis.start();
            start();
            write(0, 1);
            awaitStreamed(1);
            write(1, 1500);
            journal.close();
            stream.close();

            assertThat(streamed()).containsExactlyElementsOf(filed());
        }

        @Test
        void is_trimmed_in_Redis_but_not_in_the_files() throws IOException {
            set("journal.stream.max-length", "500");
            redis.start();
            start();
            write(0, 3000);
            awaitThat(() -> streamed().contains(filed().get(2999)));

            List<String> filed = filed();
            assertThat(filed).hasSize(3000);
            assertThat(streamed()).hasSizeBetween(500, 999).isSubsetOf(filed);
        }

        @Test
        void stands_under_a_key_with_the_prefix() throws IOException {
            set("touches.redis.key-prefix", "acme");
            redis.start();
            start();
            write(0, 1);

            awaitThat(() -> redis.keys("*").equals(List.of("acme:journal")));
        }
    }

    @Nested
    class While_Redis_is_away {
        @Test
        void the_files_keep_what_arrives_when_it_is_back() throws IOException {
            redis.start(durable());
            start();
            write(0, 10);
            awaitStreamed(10);
            redis.stop();
            write(10, 2000);
            awaitSaid("does not answer");
            write(2000, 2010);
            redis.start(durable());
            awaitThat(() -> streamed().containsAll(filed()));

            assertThat(streamed()).containsOnlyOnceElementsOf(filed());
            assertThat(said)
                    .first()
                    .asString()
                    .startsWith(at() + "does not answer: ")
                    .endsWith(MEANWHILE);
            assertThat(said)
                    .last()
                    .asString()
                    .matches("Redis at .* is back after [0-9]+ s; the stream phase3:journal goes on");
            assertThat(failures.get()).isPositive();
        }

        @Test
        void each_cause_is_one_line() throws IOException {
            redis.start();
            redis.command(Protocol.Command.SET, KEY, "hello");
            start();
            write(0, 1);
            awaitSaid("has another application's value under the key phase3:journal: remove it, or give Phase 3 an"
                    + " attribution.touches.redis.key-prefix of its own" + MEANWHILE);
            redis.command(Protocol.Command.CONFIG, "SET", "maxmemory", "1");
            awaitSaid("is full (maxmemory): give it more memory" + MEANWHILE);
            redis.stop();
            awaitSaid("does not answer: connection refused" + MEANWHILE);
            redis.start();
            awaitSaid("is back");

            awaitStreamed(1);
            assertThat(streamed()).containsExactlyElementsOf(filed());
            assertThat(said).doesNotHaveDuplicates().allMatch(line -> line.startsWith(at()));
        }

        @Test
        void a_user_who_may_not_append_is_told_what_would_help() throws IOException {
            set("touches.redis.user", "phase3");
            set("touches.redis.password", "a-password-never-shown");
            redis.start("user phase3 on >a-password-never-shown ~phase3:* +@connection +get");
            start();
            write(0, 1);
            awaitSaid("lets this user do too little: allow it +@read +@write +@scripting +@connection ~phase3:*");
            redis.command(
                    Protocol.Command.ACL, "SETUSER", "phase3", "+@read", "+@write", "+@scripting", "+@connection");

            awaitStreamed(1);
            assertThat(said).noneMatch(line -> line.contains("never-shown"));
        }

        @Test
        void nobody_waits_for_it_at_the_end() throws IOException {
            set("touches.redis.timeout", "200ms");
            redis.start();
            start();
            write(0, 1);
            awaitStreamed(1);
            redis.hang(true);
            try {
                write(1, 2);
                stream.close();
            } finally {
                redis.hang(false);
            }
            journal.close();
            start();

            awaitThat(() -> streamed().containsAll(filed()));
        }
    }

    @Nested
    class A_disk_that_refuses {
        @Test
        void to_remember_how_far_it_came_is_told_once_and_holds_nothing_up() throws IOException {
            Files.createDirectories(directory.resolve("0.streamed.new").resolve("obstacle"));
            redis.start();
            start();
            write(0, 1);
            awaitStreamed(1);
            write(1, 2);
            awaitStreamed(2);

            assertThat(streamed()).containsExactlyElementsOf(filed());
            assertThat(said)
                    .singleElement()
                    .asString()
                    .startsWith("cannot write " + directory.resolve("0.streamed") + ": ")
                    .endsWith("; the stream tries again every second");
            awaitThat(() -> failures.get() == 2);
        }
    }
}

package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.attribution.journal.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was counted survives whatever kills the JVM, and is never counted again. */
class CrashIT {
    private static final int ROUNDS = 50;
    private static final long SEED = 20261123;

    /** A batch is written every few milliseconds, so that a kill falls into one more often. */
    private static final String SMALL_BATCHES = "attribution.journal { sync-interval = 5ms, sync-entries = 50 }";

    private static final String NEVER_ENDING = " 1000000000 4 3000";
    private static final int MOST_GROWTH = 20_000;
    private static final int LARGEST_BATCH = 5_000;
    private static final int MOST_REPLAYED = 300;
    private static final long GLANCE_NANOS = 20_000;

    /** Never reached but by a failure. */
    private static final long PATIENCE_NANOS = Duration.ofMinutes(2).toNanos();

    private final Random random = new Random(SEED);

    @TempDir
    private Path journal;

    /** What stood in the journal after the last kill. */
    private List<Entry> lines = List.of();

    private int tornLines;
    private int acknowledged;

    @Test
    void fifty_kills_under_load_lose_nothing_acknowledged_and_count_nothing_twice() throws InterruptedException {
        long start = System.nanoTime();
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, String> before = files();
            long counted = round % 5 == 4 ? killAtTheStart() : killUnderLoad();
            int linesBefore = lines.size();
            lines = lines();
            assertThat((long) lines.size() - linesBefore)
                    .as("lines of round %d, of which so many were counted", round)
                    .isGreaterThanOrEqualTo(counted);
            assertThatItOnlyGrew(before, files());
            acknowledged += (int) counted;
        }
        int end = nextNumber();
        System.out.printf(
                "CrashIT: %d kills in %.1f s; of %d lines %d were counted for sure, %d lines were torn; seed %d%n",
                ROUNDS, (System.nanoTime() - start) / 1e9, lines.size(), acknowledged, tornLines, SEED);
        assertThat(acknowledged).isPositive();
        replayEverything(end);
        assertThatEachStandsOnce(end);
        replayIsRejected(end);
    }

    /** How many conversions the JVM has counted before it is killed in the middle of its work. */
    private long killUnderLoad() {
        long whole = files().values().stream()
                .mapToLong(text -> wholeLines(text).length())
                .sum();
        try (ForkedJvm jvm = rush()) {
            int growth = 1 + random.nextInt(MOST_GROWTH);
            awaitSize(jvm, whole + growth);
            long counted = (long) jvm.scrape().sum("phase3_conversions_total");
            if (random.nextBoolean()) {
                awaitSize(jvm, size() + 1 + random.nextInt(LARGEST_BATCH));
            }
            return counted;
        }
    }

    /** The same while the journal is being opened, of which nobody can say how far it is. */
    private long killAtTheStart() {
        tear();
        try (ForkedJvm jvm = rush()) {
            jvm.ready();
            return 0;
        }
    }

    /** Leaves half a line, as a machine does that loses its power: of a kill alone it is rare. */
    private void tear() {
        for (Path path : paths()) {
            try {
                if (Files.readString(path).endsWith("\n")) {
                    Files.writeString(path, "{\"v\":1,\"kind\":\"conver", StandardOpenOption.APPEND);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Begins with what stands in the journal already. */
    private ForkedJvm rush() {
        int from = Math.max(0, nextNumber() - random.nextInt(MOST_REPLAYED));
        return office().scenario("SalesDay", "rush-on " + from + NEVER_ENDING);
    }

    private ForkedJvm.Builder office() {
        return SalesOffice.on(Jdk.own(), journal, SMALL_BATCHES)
                .flags("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    }

    private void replayEverything(int end) throws InterruptedException {
        int before = lines.size();
        try (ForkedJvm jvm = office().scenario("SalesDay", Order.rush(0, end))) {
            SalesOffice.awaitRejected(jvm, "duplicate", before);
            Scrape scrape = SalesOffice.awaitConversions(jvm, end - before);
            assertThat(scrape.sum("phase3_conversions_total")).isEqualTo(end - before);
            assertThat(jvm.end().code()).isZero();
        }
    }

    private void assertThatEachStandsOnce(int end) {
        lines = lines();
        assertThat(lines.stream()
                        .map(entry -> Order.of(entry.id()).number())
                        .sorted()
                        .toList())
                .isEqualTo(IntStream.range(0, end).boxed().toList());
        assertThat(SalesOffice.sum(SalesOffice.revenue(lines)))
                .isEqualTo(BigDecimal.valueOf(
                        IntStream.range(0, end)
                                .mapToLong(number -> new Order(number).cents())
                                .sum(),
                        2));
        assertThat(lines).allSatisfy(entry -> {
            Order order = Order.of(entry.id());
            assertThat(entry.amount()).isEqualTo(order.cents());
            assertThat(entry.split().orElseThrow().parts()).containsOnlyKeys(order.earners());
        });
    }

    private void replayIsRejected(int end) throws InterruptedException {
        Map<String, String> before = files();
        try (ForkedJvm jvm = office().scenario("SalesDay", Order.rush(0, end), Order.rush(0, end))) {
            SalesOffice.awaitRejected(jvm, "duplicate", 2 * end);
            Scrape scrape = jvm.scrape();
            assertThat(scrape.sum("phase3_attribution_rejected_total", "reason=duplicate"))
                    .isEqualTo(2 * end);
            assertThat(scrape.sum("phase3_conversions_total")).isZero();
            assertThat(SalesOffice.revenue(scrape)).isEmpty();
            assertThat(jvm.end().code()).isZero();
        }
        assertThat(files()).containsExactlyEntriesOf(before);
    }

    /** The journal's lines, each of whose ids stands there once. */
    private List<Entry> lines() {
        List<Entry> lines = SalesOffice.lines(journal);
        assertThat(lines.stream().map(Entry::id)).doesNotHaveDuplicates();
        return lines;
    }

    private int nextNumber() {
        return lines.stream()
                .mapToInt(entry -> Order.of(entry.id()).number() + 1)
                .max()
                .orElse(0);
    }

    /** Polled much more often than the journal grows: the kill is to fall at any moment, even into a batch. */
    private void awaitSize(ForkedJvm jvm, long bytes) {
        long giveUp = System.nanoTime() + PATIENCE_NANOS;
        while (size() < bytes) {
            if (System.nanoTime() > giveUp
                    || !ProcessHandle.of(jvm.pid()).map(ProcessHandle::isAlive).orElse(false)) {
                throw new AssertionError("the journal did not grow: " + jvm);
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    private long size() {
        return paths().stream().mapToLong(path -> path.toFile().length()).sum();
    }

    /** The journal's files, each byte a character. */
    private Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        for (Path path : paths()) {
            try {
                files.put(path.getFileName().toString(), Files.readString(path, StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    private List<Path> paths() {
        try (Stream<Path> paths = Files.list(journal)) {
            return paths.filter(path -> path.toString().endsWith(".jsonl")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertThatItOnlyGrew(Map<String, String> before, Map<String, String> after) {
        before.forEach((name, text) -> {
            String whole = wholeLines(text);
            tornLines += whole.length() < text.length() ? 1 : 0;
            assertThat(after.get(name).startsWith(whole))
                    .as("%s has all lines that it had", name)
                    .isTrue();
        });
    }

    private static String wholeLines(String text) {
        return text.substring(0, text.lastIndexOf('\n') + 1);
    }
}

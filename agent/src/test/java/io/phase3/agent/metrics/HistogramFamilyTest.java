package io.phase3.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HistogramFamilyTest {
    private static final long MILLISECOND = 1_000_000;

    private final Metrics metrics = new Metrics(100);
    private final HistogramFamily family = metrics.histogram("calls_seconds", "Calls.", List.of(), .005, .05, .1);
    private final Histogram calls = family.child();

    private List<Double> buckets() {
        return Scrape.of(metrics)
                .values(
                        "calls_seconds_bucket{le=\"0.005\"}",
                        "calls_seconds_bucket{le=\"0.05\"}",
                        "calls_seconds_bucket{le=\"0.1\"}",
                        "calls_seconds_bucket{le=\"+Inf\"}");
    }

    private double value(String series) {
        return Scrape.of(metrics).value(series);
    }

    @Nested
    class A_bucket {
        @Test
        void takes_a_duration_of_exactly_its_bound() {
            calls.observeNanos(5 * MILLISECOND, 0);
            calls.observeNanos(50 * MILLISECOND, 0);
            calls.observeNanos(100 * MILLISECOND, 0);
            assertThat(buckets()).containsExactly(1.0, 2.0, 3.0, 3.0);
        }

        @Test
        void leaves_a_duration_of_one_nanosecond_more_to_the_next() {
            calls.observeNanos(5 * MILLISECOND + 1, 0);
            calls.observeNanos(50 * MILLISECOND + 1, 0);
            calls.observeNanos(100 * MILLISECOND + 1, 0);
            assertThat(buckets()).containsExactly(0.0, 1.0, 2.0, 3.0);
        }

        @Test
        void takes_a_value_of_exactly_its_bound() {
            calls.observe(.005, 0);
            calls.observe(.05, 0);
            calls.observe(.1, 0);
            assertThat(buckets()).containsExactly(1.0, 2.0, 3.0, 3.0);
        }

        @Test
        void leaves_a_value_that_is_a_little_more_to_the_next() {
            calls.observe(Math.nextUp(.005), 0);
            calls.observe(Math.nextUp(.05), 0);
            calls.observe(Math.nextUp(.1), 0);
            assertThat(buckets()).containsExactly(0.0, 1.0, 2.0, 3.0);
        }

        @Test
        void takes_what_is_smaller_than_everything() {
            calls.observeNanos(0, 0);
            calls.observe(-7, 0);
            assertThat(buckets()).containsExactly(2.0, 2.0, 2.0, 2.0);
        }
    }

    @Nested
    class The_sum {
        @Test
        void is_in_seconds_however_durations_were_given() {
            calls.observeNanos(250 * MILLISECOND, 0);
            calls.observe(1.5, 0);
            assertThat(value("calls_seconds_sum")).isEqualTo(1.75);
        }

        @Test
        void keeps_single_nanoseconds() {
            calls.observeNanos(1, 0);
            assertThat(value("calls_seconds_sum")).isEqualTo(1e-9);
        }
    }

    @Nested
    class A_bound_in_nanoseconds {
        @Test
        void is_the_nearest_one() {
            // 0.29 * 1e9 is 289999999.99999994 in binary
            assertThat(HistogramFamily.nanos(.29)).isEqualTo(290_000_000);
            assertThat(HistogramFamily.nanos(60)).isEqualTo(60_000_000_000L);
        }

        @Test
        void ends_where_long_does() {
            assertThat(HistogramFamily.nanos(1e300)).isEqualTo(Long.MAX_VALUE);
        }
    }

    @Nested
    class Sixteen_threads {
        private static final int THREADS = 16;
        private static final int ADDS = 20_000;

        @Test
        void lose_nothing_and_no_scrape_contradicts_itself() throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> writers = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                writers.add(threads.submit(() -> {
                    start.await();
                    for (int i = 0; i < ADDS; i++) {
                        calls.observeNanos(i % 4 * 50L * MILLISECOND, (int)
                                Thread.currentThread().getId());
                    }
                    return null;
                }));
            }
            start.countDown();
            while (writers.stream().anyMatch(writer -> !writer.isDone())) {
                assertConsistent(Scrape.of(metrics).startingWith("calls_seconds"));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            threads.shutdown();

            // A quarter each of 0, 50, 100 and 150 ms.
            double quarter = THREADS * ADDS / 4.0;
            assertThat(buckets()).containsExactly(quarter, 2 * quarter, 3 * quarter, 4 * quarter);
            assertThat(value("calls_seconds_count")).isEqualTo(4 * quarter);
            assertThat(value("calls_seconds_sum")).isCloseTo(quarter * .3, within(1e-6));
        }

        private void assertConsistent(Map<String, Double> scrape) {
            List<Double> cumulative = scrape.entrySet().stream()
                    .filter(series -> series.getKey().contains("_bucket"))
                    .map(Map.Entry::getValue)
                    .toList();
            assertThat(cumulative).hasSize(4).isSorted();
            assertThat(scrape).containsEntry("calls_seconds_count", cumulative.get(3));
        }
    }

    @Property(tries = 200)
    void any_durations_are_counted_by_the_definition_of_a_histogram(
            @ForAll @Size(max = 50) List<@LongRange(min = 0, max = 200_000_000) Long> durations) {
        HistogramFamily any = new Metrics(1).histogram("any_seconds", "Any.", List.of(), .0001, .005, .025, .05, .1);
        Histogram histogram = any.child();
        durations.forEach(nanos -> histogram.observeNanos(nanos, 0));
        double[] bounds = {.0001, .005, .025, .05, .1};
        long cumulative = 0;
        for (int bucket = 0; bucket < bounds.length; bucket++) {
            double bound = bounds[bucket];
            cumulative += histogram.count(bucket);
            assertThat(cumulative)
                    .isEqualTo(durations.stream()
                            .filter(duration -> duration / 1e9 <= bound)
                            .count());
        }
        long nanos = durations.stream().mapToLong(Long::longValue).sum();
        assertThat(histogram.sum()).isEqualTo(nanos / 1e9);
    }
}

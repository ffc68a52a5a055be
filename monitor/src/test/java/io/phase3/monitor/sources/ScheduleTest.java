package io.phase3.monitor.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.phase3.monitor.exposition.Exposition;
import io.phase3.monitor.exposition.Measurement;
import io.phase3.monitor.exposition.MetricFamily;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final MetricFamily METRIC =
            new MetricFamily("acme_runs", MetricFamily.Type.GAUGE, "Runs.", List.of());
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.250Z");

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Exposition exposition = new Exposition(clock, lines::add);
    private final AtomicInteger runs = new AtomicInteger();
    private Schedule schedule;

    @AfterEach
    void stop() {
        if (schedule != null) {
            schedule.close();
        }
    }

    @Nested
    class ASource {

        @Test
        void isAskedAgainAndAgain() {
            start(source("counting", this::count));

            await().until(() -> runs.get() >= 3);
            assertThat(value("acme_runs")).isGreaterThanOrEqualTo(2);
        }

        private List<Measurement> count() {
            return List.of(Measurement.of(METRIC, runs.incrementAndGet()));
        }

        @Test
        void thatHangsDelaysNoOther() {
            start(source("hanging", ScheduleTest::hang), source("counting", this::count));

            await().until(() -> runs.get() >= 3);
        }

        @Test
        void survivesItsOwnErrors() {
            start(source("broken", () -> {
                if (runs.incrementAndGet() == 1) {
                    throw new NoClassDefFoundError("com/acme/Missing");
                }
                return List.of(Measurement.of(METRIC, 1));
            }));

            await().until(() -> value("acme_runs") != null);
            assertThat(lines)
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("[phase3] broken: a fault of the exporter: java.lang.NoClassDefFoundError at ")
                            .doesNotContain("com/acme"));
        }

        @Test
        void sharesItsNameWithNoOther() {
            assertThatThrownBy(() -> start(source("twin", this::count), source("twin", this::count)))
                    .hasMessage("two sources are called twin");
        }
    }

    @Nested
    class AFailure {

        @Test
        void isOneLineForEachReasonAndOneWhenItIsOver() {
            AtomicReference<String> reason = new AtomicReference<>("no table");
            start(source("nps", () -> {
                runs.incrementAndGet();
                if (reason.get() != null) {
                    throw new Exception(reason.get());
                }
                return List.of();
            }));

            awaitTwoMoreRuns();
            reason.set("no column");
            awaitTwoMoreRuns();
            reason.set(null);
            awaitTwoMoreRuns();

            assertThat(lines)
                    .containsExactly("[phase3] nps: no table", "[phase3] nps: no column", "[phase3] nps: works again");
        }

        @Test
        void leavesTheLastGoodValues() {
            start(source("failing", () -> {
                if (runs.incrementAndGet() > 1) {
                    throw new Exception("gone");
                }
                return List.of(Measurement.of(METRIC, 7));
            }));

            await().until(() -> runs.get() >= 3);
            assertThat(value("acme_runs")).isEqualTo(7);
        }

        private void awaitTwoMoreRuns() {
            int before = runs.get();
            await().until(() -> runs.get() >= before + 3);
        }
    }

    @Nested
    class TheLastSuccess {

        @Test
        void isPublishedInSecondsSinceTheEpoch() {
            start(source("nps", List::of));

            await().until(() -> lastSuccess("nps") != null);
            assertThat(lastSuccess("nps")).isEqualTo(NOW.toEpochMilli() / 1000.0);
        }

        @Test
        void isAbsentForASourceThatNeverSucceeded() {
            start(source("failing", () -> {
                runs.incrementAndGet();
                throw new Exception("gone");
            }));

            await().until(() -> runs.get() >= 2);
            assertThat(lastSuccess("failing")).isNull();
        }

        @Test
        void staysWhenTheValuesHaveExpired() {
            start(new TestSource("short", Duration.ofMillis(5), Duration.ZERO, () -> {
                runs.incrementAndGet();
                return List.of(Measurement.of(METRIC, 1));
            }));

            await().until(() -> lastSuccess("short") != null);
            assertThat(value("acme_runs")).isNull();
        }

        private Double lastSuccess(String source) {
            return exposition
                    .registry()
                    .getSampleValue(
                            "phase3_exporter_last_success_timestamp_seconds",
                            new String[] {"source"},
                            new String[] {source});
        }
    }

    @Nested
    class TheStatus {

        @Test
        void saysHowManyValuesTheLastSuccessGave() {
            start(source("nps", () -> List.of(Measurement.of(METRIC, 1))));

            await().untilAsserted(
                            () -> assertThat(sentence()).isEqualTo("every 0.005 s: 1 values at 2026-11-23T12:00:00Z"));
        }

        @Test
        void saysWhyASourceFails() {
            start(source("nps", () -> {
                throw new Exception("gone");
            }));

            await().untilAsserted(() -> assertThat(sentence())
                    .isEqualTo("every 0.005 s: no values yet; fails, last at 2026-11-23T12:00:00Z: gone"));
        }

        private String sentence() {
            return schedule.statuses().get(0).sentence();
        }
    }

    @Nested
    class Closing {

        @Test
        void interruptsWhatRuns() throws InterruptedException {
            CountDownLatch asked = new CountDownLatch(1);
            CountDownLatch interrupted = new CountDownLatch(1);
            start(source("hanging", () -> {
                asked.countDown();
                try {
                    return hang();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                }
            }));
            asked.await();

            schedule.close();

            assertThat(interrupted.getCount()).isZero();
            assertThat(lines).isEmpty();
        }

        @Test
        void publishesNothingAnyMore() throws InterruptedException {
            CountDownLatch asked = new CountDownLatch(1);
            start(source("stubborn", () -> {
                asked.countDown();
                try {
                    return hang();
                } catch (InterruptedException e) {
                    return List.of(Measurement.of(METRIC, 1));
                }
            }));
            asked.await();

            schedule.close();

            assertThat(value("acme_runs")).isNull();
        }
    }

    private static List<Measurement> hang() throws InterruptedException {
        new CountDownLatch(1).await();
        return List.of();
    }

    private void start(Source... sources) {
        schedule = Schedule.start(List.of(sources), exposition, clock, new Random(5), lines::add);
    }

    private Double value(String metric) {
        return exposition.registry().getSampleValue(metric);
    }

    private static Source source(String name, Callable<List<Measurement>> read) {
        return new TestSource(name, Duration.ofMillis(5), Duration.ofMinutes(5), read);
    }

    private record TestSource(String name, Duration interval, Duration keep, Callable<List<Measurement>> work)
            implements Source {
        @Override
        public List<Measurement> read() throws Exception {
            return work.call();
        }
    }
}

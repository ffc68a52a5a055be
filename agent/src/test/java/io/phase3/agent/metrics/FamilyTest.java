package io.phase3.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FamilyTest {
    private final Metrics metrics = new Metrics(2);

    @Nested
    class A_child {
        @Test
        void is_the_same_for_the_same_labels() {
            GaugeFamily gauge = metrics.gauge("depth", "Depth.", List.of("bus", "stage"));
            assertThat(gauge.child("a", "b")).isSameAs(gauge.child("a", "b")).isNotSameAs(gauge.child("b", "a"));
        }

        @Test
        void needs_a_value_for_each_label() {
            GaugeFamily gauge = metrics.gauge("depth", "Depth.", List.of("bus", "stage"));
            assertThatThrownBy(() -> gauge.child("a"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("depth has the labels [bus, stage]");
        }

        @Test
        void exists_whatever_the_bound_if_configuration_fixes_its_labels() {
            CounterFamily counter = metrics.counter("calls", "Calls.", List.of("feature"));
            for (String feature : List.of("a", "b", "c", "d")) {
                counter.child(feature).add(1);
            }
            assertThat(Scrape.of(metrics).startingWith("calls_total")).hasSize(4);
        }
    }

    @Nested
    class Label_values_that_the_application_decides {
        private final CounterFamily counter = metrics.counter("calls_total", "Calls.", List.of("feature", "type"));

        private void call(String type) {
            counter.child(counter.bounded(1, 2, "leads", type)).add(1);
        }

        private Double overflow() {
            return Scrape.of(metrics).value("phase3_agent_label_overflow_total{metric=\"calls\"}");
        }

        @Test
        void are_kept_as_long_as_there_is_room() {
            call("a");
            call("b");
            assertThat(Scrape.of(metrics).startingWith("calls_total"))
                    .containsOnlyKeys(
                            "calls_total{feature=\"leads\",type=\"a\"}", "calls_total{feature=\"leads\",type=\"b\"}");
            assertThat(overflow()).isNull();
        }

        @Test
        void become_other_past_the_bound_and_sums_stay_right() {
            for (String type : List.of("a", "b", "c", "d", "c")) {
                call(type);
            }
            assertThat(Scrape.of(metrics).startingWith("calls_total"))
                    .containsOnlyKeys(
                            "calls_total{feature=\"leads\",type=\"a\"}",
                            "calls_total{feature=\"leads\",type=\"b\"}",
                            "calls_total{feature=\"leads\",type=\"__other__\"}")
                    .containsEntry("calls_total{feature=\"leads\",type=\"__other__\"}", 3.0);
        }

        @Test
        void go_on_counting_if_they_were_known_before() {
            for (String type : List.of("a", "b", "c", "a", "b", "a")) {
                call(type);
            }
            assertThat(Scrape.of(metrics)
                            .values(
                                    "calls_total{feature=\"leads\",type=\"a\"}",
                                    "calls_total{feature=\"leads\",type=\"b\"}"))
                    .containsExactly(3.0, 2.0);
        }

        @Test
        void are_counted_when_they_do_not_fit() {
            for (String type : List.of("a", "b", "c", "a", "d", "c")) {
                call(type);
            }
            assertThat(overflow()).isEqualTo(3);
        }

        @Test
        void leave_the_array_of_the_caller_as_it_was() {
            call("a");
            call("b");
            String[] given = {"leads", "c"};
            assertThat(counter.bounded(1, 2, given)).containsExactly("leads", "__other__");
            assertThat(given).containsExactly("leads", "c");
        }
    }

    @Nested
    class A_counter {
        @Test
        void adds_up_exactly_over_sixteen_threads() throws InterruptedException {
            CounterFamily counter = metrics.counter("calls", "Calls.", List.of("feature"));
            ExecutorService threads = Executors.newFixedThreadPool(16);
            for (int thread = 0; thread < 16; thread++) {
                threads.execute(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        counter.child("leads").add(0.5);
                    }
                });
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            assertThat(Scrape.of(metrics).value("calls_total{feature=\"leads\"}"))
                    .isEqualTo(80_000);
        }

        @Test
        void is_called_total_once_whether_its_name_says_so_or_not() {
            metrics.counter("sent", "Sent.", List.of()).child().add(1);
            metrics.counter("received_total", "Received.", List.of()).child().add(1);
            assertThat(Scrape.of(metrics).startingWith("sent")).containsOnlyKeys("sent_total");
            assertThat(Scrape.of(metrics).startingWith("received")).containsOnlyKeys("received_total");
        }
    }

    @Nested
    class A_gauge {
        @Test
        void shows_the_last_value() {
            GaugeFamily gauge = metrics.gauge("depth", "Depth.", List.of());
            gauge.child().set(7.0);
            gauge.child().set(-3.5);
            assertThat(Scrape.of(metrics).value("depth")).isEqualTo(-3.5);
        }
    }
}

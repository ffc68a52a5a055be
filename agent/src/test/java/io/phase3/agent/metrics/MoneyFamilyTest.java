package io.phase3.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.client.exporter.common.TextFormat;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MoneyFamilyTest {
    private final Metrics metrics = new Metrics(2);
    private final MoneyFamily sales = metrics.money("sales_dollars", "Sales.", List.of("feature"), 2);

    private double sales() {
        return Scrape.of(metrics).value("sales_dollars_total{feature=\"leads\"}");
    }

    @Nested
    class The_sum {
        @Test
        void is_exact_after_ten_million_odd_amounts_where_doubles_are_not() {
            LongAdder cents = sales.child("leads");
            double doubles = 0;
            for (int i = 0; i < 10_000_000; i++) {
                cents.add(1_010);
                doubles += 10.10;
            }
            assertThat(sales()).isEqualTo(101_000_000.0);
            assertThat(doubles).isNotEqualTo(101_000_000.0);
        }

        @Test
        void is_exact_over_sixteen_threads() throws InterruptedException {
            LongAdder cents = sales.child("leads");
            ExecutorService threads = Executors.newFixedThreadPool(16);
            for (int thread = 0; thread < 16; thread++) {
                threads.execute(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        cents.add(1);
                    }
                });
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            assertThat(sales()).isEqualTo(1_600);
        }

        @Test
        void of_three_times_ten_cents_is_thirty_cents() {
            for (int i = 0; i < 3; i++) {
                sales.child("leads").add(10);
            }
            assertThat(sales()).isEqualTo(0.3).isNotEqualTo(0.1 + 0.1 + 0.1);
        }

        @Property(tries = 200)
        void is_the_double_nearest_to_the_decimal(@ForAll @LongRange(min = 0) long nanoDollars) {
            Metrics some = new Metrics(1);
            some.money("cost_dollars", "Cost.", List.of(), 9).child().add(nanoDollars);
            assertThat(Scrape.of(some).value("cost_dollars_total"))
                    .isEqualTo(Double.parseDouble(
                            BigDecimal.valueOf(nanoDollars).movePointLeft(9).toPlainString()));
        }
    }

    @Nested
    class A_child {
        @Test
        void shows_zero_before_the_first_amount() {
            sales.child("leads");
            assertThat(sales()).isZero();
        }

        @Test
        void keeps_to_the_bound_where_the_application_decides() {
            for (String feature : List.of("a", "b", "c", "d", "a")) {
                sales.child(sales.bounded(0, 1, feature)).add(150);
            }
            assertThat(Scrape.of(metrics)
                            .values(
                                    "sales_dollars_total{feature=\"a\"}",
                                    "sales_dollars_total{feature=\"b\"}",
                                    "sales_dollars_total{feature=\"__other__\"}"))
                    .containsExactly(3.0, 1.5, 3.0);
        }
    }

    @Nested
    class On_the_wire {
        @Test
        void it_is_a_counter_called_total_once_whether_its_name_says_so_or_not() {
            sales.child("leads").add(123_456);
            metrics.money("cost_dollars_total", "Cost.", List.of(), 9).child().add(3_000);
            assertThat(Scrape.text(metrics, TextFormat.CONTENT_TYPE_004))
                    .contains("# TYPE sales_dollars_total counter\n")
                    .contains("\nsales_dollars_total{feature=\"leads\",} 1234.56\n")
                    .contains("\ncost_dollars_total 3.0E-6\n");
            assertThat(Scrape.text(metrics, TextFormat.CONTENT_TYPE_OPENMETRICS_100))
                    .contains("# TYPE sales_dollars counter\n")
                    .contains("\nsales_dollars_total{feature=\"leads\"} 1234.56\n");
        }
    }

    @Nested
    class A_family_of_the_same_name {
        @Test
        void is_shared_if_it_counts_the_same_unit() {
            assertThat(metrics.money("sales_dollars_total", "Sales.", List.of("feature"), 2))
                    .isSameAs(sales);
        }

        @Test
        void is_refused_if_it_counts_another_unit() {
            assertThatThrownBy(() -> metrics.money("sales_dollars", "Sales.", List.of("feature"), 9))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void is_refused_if_it_is_a_counter_of_anything() {
            assertThatThrownBy(() -> metrics.counter("sales_dollars", "Sales.", List.of("feature")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}

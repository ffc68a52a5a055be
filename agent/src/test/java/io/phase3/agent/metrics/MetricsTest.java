package io.phase3.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.client.exporter.common.TextFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {
    private final Metrics metrics = new Metrics(100);

    /** Name, type, labels and bucket edges as METRICS.md promises them. */
    @Nested
    class The_product_has {
        @Test
        void websocket_latency() {
            assertHistogram(
                    metrics.websocket(),
                    "phase3_websocket_latency_seconds",
                    List.of("feature", "message_type", "outcome"),
                    "0.005 0.01 0.025 0.05 0.075 0.1 0.25 0.5 1.0 2.5 10.0 +Inf");
        }

        @Test
        void vision_analysis_duration() {
            assertHistogram(
                    metrics.vision(),
                    "phase3_vision_analysis_duration_seconds",
                    List.of("feature", "analysis_type", "outcome"),
                    "0.1 0.25 0.5 0.75 1.0 1.5 2.0 3.0 5.0 10.0 30.0 60.0 +Inf");
        }

        @Test
        void churn_intervention_duration() {
            assertHistogram(
                    metrics.churn(),
                    "phase3_churn_intervention_duration_seconds",
                    List.of("feature", "risk_level", "outcome"),
                    "0.1 0.5 1.0 2.0 5.0 10.0 15.0 30.0 60.0 120.0 300.0 +Inf");
        }

        @Test
        void coaching_analysis_duration() {
            assertHistogram(
                    metrics.coaching(),
                    "phase3_coaching_analysis_duration_seconds",
                    List.of("feature", "analysis_type", "outcome"),
                    "0.1 0.25 0.5 1.0 1.5 2.0 3.0 4.0 5.0 10.0 30.0 +Inf");
        }

        @Test
        void conversion_duration() {
            assertHistogram(
                    metrics.conversion(),
                    "phase3_conversion_duration_seconds",
                    List.of("feature", "conversion_type", "outcome"),
                    "0.01 0.05 0.1 0.25 0.5 1.0 2.5 5.0 10.0 +Inf");
        }

        @Test
        void operation_duration() {
            assertHistogram(
                    metrics.operation(),
                    "phase3_operation_duration_seconds",
                    List.of("feature", "operation", "outcome"),
                    "0.005 0.01 0.025 0.05 0.075 0.1 0.25 0.5 0.75 1.0 1.5 2.0 2.5 5.0 10.0 30.0 60.0 +Inf");
        }

        @Test
        void counters_of_language_models() {
            metrics.llm().request("f", "m", "success");
            metrics.llm().tokens("f", "m", "input", 3);
            metrics.llm().unpriced("m", 3);
            assertThat(Scrape.of(metrics).startingWith("phase3_llm_"))
                    .containsOnlyKeys(
                            "phase3_llm_requests_total{feature=\"f\",model=\"m\",outcome=\"success\"}",
                            "phase3_llm_requests_total{feature=\"f\",model=\"m\",outcome=\"error\"}",
                            "phase3_llm_requests_total{feature=\"f\",model=\"m\",outcome=\"rate_limited\"}",
                            "phase3_llm_tokens_total{feature=\"f\",model=\"m\",token_type=\"input\"}",
                            "phase3_llm_unpriced_tokens_total{model=\"m\"}");
            assertExplained("phase3_llm_requests_total", "counter");
            assertExplained("phase3_llm_tokens_total", "counter");
            assertExplained("phase3_llm_unpriced_tokens_total", "counter");
        }

        @Test
        void websocket_connections_and_disconnects() {
            metrics.connections().feature("f");
            assertThat(Scrape.of(metrics)
                            .values(
                                    "phase3_websocket_connections{feature=\"f\"}",
                                    "phase3_websocket_disconnects_total{feature=\"f\",reason=\"normal\"}"))
                    .containsExactly(0.0, 0.0);
            assertExplained("phase3_websocket_connections", "gauge");
            assertExplained("phase3_websocket_disconnects_total", "counter");
        }

        private void assertExplained(String name, String type) {
            assertThat(Scrape.text(metrics, TextFormat.CONTENT_TYPE_004))
                    .contains("# TYPE " + name + " " + type + "\n")
                    .containsPattern("# HELP " + name + " [A-Z].*\\.\n");
        }

        private void assertHistogram(HistogramFamily family, String name, List<String> labels, String bounds) {
            family.child("f", "t", "success");
            assertThat(family.name()).isEqualTo(name);
            assertThat(family.labelNames()).isEqualTo(labels);
            String prefix = name + "_bucket{" + labels.get(0) + "=\"f\"," + labels.get(1) + "=\"t\"," + labels.get(2)
                    + "=\"success\",le=\"";
            assertThat(Scrape.of(metrics).startingWith(prefix).keySet().stream()
                            .map(series -> series.substring(prefix.length(), series.lastIndexOf('"'))))
                    .containsExactly(bounds.split(" "));
            assertThat(Scrape.text(metrics, TextFormat.CONTENT_TYPE_004))
                    .contains("# TYPE " + name + " histogram\n")
                    .containsPattern("# HELP " + name + " [A-Z].*\\.\n");
        }
    }

    @Nested
    class About_itself_the_agent_shows {
        @Test
        void who_it_is() {
            metrics.self().info("1.2.3", "17.0.1");
            assertThat(Scrape.of(metrics).value("phase3_agent_info{version=\"1.2.3\",java=\"17.0.1\"}"))
                    .isEqualTo(1);
        }

        @Test
        void the_methods_of_each_rule() {
            metrics.self().ruleMethods("sales", 0);
            metrics.self().ruleMethods("leads", 1);
            metrics.self().ruleMethods("leads", 2);
            assertThat(Scrape.of(metrics).startingWith("phase3_agent_rule_methods"))
                    .containsOnlyKeys(
                            "phase3_agent_rule_methods{rule=\"sales\"}", "phase3_agent_rule_methods{rule=\"leads\"}")
                    .containsEntry("phase3_agent_rule_methods{rule=\"leads\"}", 2.0);
        }

        @Test
        void errors_of_every_stage_from_the_start() {
            assertThat(Scrape.of(metrics).startingWith("phase3_agent_errors"))
                    .containsOnlyKeys(
                            "phase3_agent_errors_total{stage=\"weave\"}",
                            "phase3_agent_errors_total{stage=\"expression\"}",
                            "phase3_agent_errors_total{stage=\"attribute\"}",
                            "phase3_agent_errors_total{stage=\"journal\"}",
                            "phase3_agent_errors_total{stage=\"export\"}")
                    .allSatisfy((series, count) -> assertThat(count).isZero());
        }

        @Test
        void each_error_under_its_stage() {
            metrics.self().error(SelfMetrics.Stage.WEAVE);
            metrics.self().error(SelfMetrics.Stage.WEAVE);
            metrics.self().error(SelfMetrics.Stage.EXPORT);
            assertThat(Scrape.of(metrics)
                            .values(
                                    "phase3_agent_errors_total{stage=\"weave\"}",
                                    "phase3_agent_errors_total{stage=\"export\"}"))
                    .containsExactly(2.0, 1.0);
        }

        @Test
        void what_it_dropped_from_the_start() {
            assertThat(Scrape.of(metrics).startingWith("phase3_agent_dropped_events"))
                    .containsOnlyKeys(
                            "phase3_agent_dropped_events_total{queue=\"events\"}",
                            "phase3_agent_dropped_events_total{queue=\"waiting\"}",
                            "phase3_agent_dropped_events_total{queue=\"leads\"}",
                            "phase3_agent_dropped_events_total{queue=\"connections\"}")
                    .allSatisfy((series, count) -> assertThat(count).isZero());
        }

        @Test
        void each_dropped_event_under_its_queue() {
            metrics.self().dropped("events");
            metrics.self().dropped("waiting");
            metrics.self().dropped("events");
            assertThat(Scrape.of(metrics)
                            .values(
                                    "phase3_agent_dropped_events_total{queue=\"events\"}",
                                    "phase3_agent_dropped_events_total{queue=\"waiting\"}"))
                    .containsExactly(2.0, 1.0);
        }

        @Test
        void what_overflowed_as_counters() {
            assertThat(Scrape.text(metrics, TextFormat.CONTENT_TYPE_004))
                    .contains("# TYPE phase3_agent_dropped_events_total counter\n")
                    .contains("# TYPE phase3_agent_label_overflow_total counter\n");
        }
    }

    @Nested
    class A_family_of_the_same_name {
        @Test
        void is_shared_if_it_has_the_same_shape() {
            assertThat(metrics.counter("events_total", "Events.", List.of("bus")))
                    .isSameAs(metrics.counter("events", "Events again.", List.of("bus")));
            assertThat(metrics.gauge("depth", "Depth.", List.of())).isSameAs(metrics.gauge("depth", "", List.of()));
            assertThat(metrics.histogram("query_seconds", "Queries.", List.of("db"), .1, 1))
                    .isSameAs(metrics.histogram("query_seconds", "Queries.", List.of("db"), .1, 1));
        }

        @Test
        void is_refused_if_its_type_differs() {
            metrics.gauge("depth", "Depth.", List.of());
            assertRefused("depth", () -> metrics.counter("depth", "Depth.", List.of()));
        }

        @Test
        void is_refused_if_its_labels_differ() {
            metrics.counter("events", "Events.", List.of("bus"));
            assertRefused("events_total", () -> metrics.counter("events_total", "Events.", List.of("bus", "stage")));
        }

        @Test
        void is_refused_if_its_buckets_differ() {
            metrics.histogram("query_seconds", "Queries.", List.of(), .1, 1);
            assertRefused("query_seconds", () -> metrics.histogram("query_seconds", "Queries.", List.of(), .1, 2));
            assertRefused("query_seconds", () -> metrics.histogram("query_seconds", "Queries.", List.of()));
        }

        @Test
        void is_refused_if_only_its_series_would_be_the_same() {
            metrics.histogram("query_seconds", "Queries.", List.of(), .1, 1);
            assertThatThrownBy(() -> metrics.gauge("query_seconds_count", "Queries.", List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("query_seconds_count");
        }

        private void assertRefused(String name, org.assertj.core.api.ThrowableAssert.ThrowingCallable declaration) {
            assertThatThrownBy(declaration)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the metric " + name + " exists already with another type, other labels or buckets");
        }
    }

    /** One such family would make Prometheus refuse the whole scrape. */
    @Nested
    class A_family_that_Prometheus_could_not_read_is_refused {
        @ParameterizedTest
        @ValueSource(strings = {"", "1st", "lead updates", "leads-updated", "leads{}"})
        void by_its_name(String name) {
            assertThatThrownBy(() -> metrics.gauge(name, "Help.", List.of()))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "1st", "a b", "a-b", "a:b", "__name__"})
        void by_a_label(String label) {
            assertThatThrownBy(() -> metrics.counter("events", "Help.", List.of("bus", label)))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void by_a_label_that_stands_twice() {
            assertThatThrownBy(() -> metrics.counter("events", "Help.", List.of("bus", "bus")))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void by_a_label_that_histograms_need_themselves() {
            assertThatThrownBy(() -> metrics.histogram("query_seconds", "Help.", List.of("le")))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @ParameterizedTest
        @ValueSource(doubles = {1, .5, Double.NaN, Double.POSITIVE_INFINITY})
        void by_buckets_that_do_not_ascend_to_a_finite_end(double second) {
            assertThatThrownBy(() -> metrics.histogram("query_seconds", "Help.", List.of(), 1, second))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class On_the_wire {
        private static final Pattern SAMPLE = Pattern.compile(
                "([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\",?)*})? (\\S+)");

        private void fill() {
            metrics.websocket()
                    .child("realtime", "odd \"type\" \\ of\nlead", "success")
                    .observeNanos(7_000_000, 0);
            metrics.counter("phase3_event_bus_events_total", "Events.", List.of("bus"))
                    .child("leads")
                    .add(2.5);
            metrics.gauge("depth", "Depth with a \\ and a\nbreak.", List.of())
                    .child()
                    .set(-1.0);
        }

        @Test
        void each_line_is_one_of_the_text_format() {
            fill();
            assertParses(Scrape.text(metrics, TextFormat.CONTENT_TYPE_004));
        }

        @Test
        void each_line_is_one_of_OpenMetrics_and_the_last_says_so() {
            fill();
            String text = Scrape.text(metrics, TextFormat.CONTENT_TYPE_OPENMETRICS_100);
            assertThat(text).endsWith("\n# EOF\n");
            assertParses(text);
        }

        @Test
        void a_counter_keeps_its_name_in_both_formats() {
            fill();
            String series = "\nphase3_event_bus_events_total{bus=\"leads\",} 2.5\n";
            assertThat(Scrape.text(metrics, TextFormat.CONTENT_TYPE_004))
                    .contains("# TYPE phase3_event_bus_events_total counter\n")
                    .contains(series);
            assertThat(Scrape.text(metrics, TextFormat.CONTENT_TYPE_OPENMETRICS_100))
                    .contains("# TYPE phase3_event_bus_events counter\n")
                    .contains(series.replace(",}", "}"));
        }

        @Test
        void nothing_says_when_it_was_created() {
            fill();
            assertThat(Scrape.text(metrics, TextFormat.CONTENT_TYPE_004)).doesNotContain("_created");
            assertThat(Scrape.text(metrics, TextFormat.CONTENT_TYPE_OPENMETRICS_100))
                    .doesNotContain("_created");
        }

        @Test
        void odd_label_values_are_escaped() {
            fill();
            assertThat(Scrape.text(metrics, TextFormat.CONTENT_TYPE_004))
                    .contains("message_type=\"odd \\\"type\\\" \\\\ of\\nlead\"");
        }

        private void assertParses(String text) {
            assertThat(text).endsWith("\n");
            for (String line : text.split("\n", -1)) {
                if (!line.isEmpty() && !line.startsWith("# ")) {
                    Matcher sample = SAMPLE.matcher(line);
                    assertThat(sample.matches()).as(line).isTrue();
                    assertThat(Double.parseDouble(sample.group(3).replace("+Inf", "Infinity")))
                            .as(line)
                            .isNotNaN();
                }
            }
        }
    }
}

package io.phase3.agent.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.config.Kind;
import io.phase3.agent.config.Rule;
import io.phase3.agent.expression.Expression;
import io.phase3.agent.metrics.Family;
import io.phase3.agent.metrics.Metrics;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class FamiliesTest {
    private final Metrics metrics = new Metrics(10);

    private Family<?> family(Kind kind) {
        return Map.<Kind, Family<?>>of(
                        Kind.WEBSOCKET, metrics.websocket(),
                        Kind.VISION, metrics.vision(),
                        Kind.CHURN, metrics.churn(),
                        Kind.COACHING, metrics.coaching(),
                        Kind.CONVERSION, metrics.conversion(),
                        Kind.TIMED, metrics.operation(),
                        Kind.LLM, metrics.operation())
                .get(kind);
    }

    private static Rule rule(Kind kind) {
        return Rule.named("a", "phase3.conf: 1").kind(kind).build();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            mode = Mode.INCLUDE,
            names = {"WEBSOCKET", "VISION", "CHURN", "COACHING", "CONVERSION", "TIMED", "LLM"})
    void a_kind_has_the_family_that_the_agent_records_it_in(Kind kind) {
        List<String> labels = Families.labels(rule(kind));
        family(kind).child(labels.toArray(new String[0]));
        Sample count = family(kind).collect().get(0).samples.stream()
                .filter(sample -> sample.name.endsWith("_count"))
                .findFirst()
                .get();
        assertThat(count.name).isEqualTo(Families.metric(rule(kind)) + "_count");
        // Each label was given its own name as its value.
        assertThat(count.labelNames).isEqualTo(labels).isEqualTo(count.labelValues);
    }

    @Test
    void connections_have_theirs() {
        metrics.connections().feature("feature");
        for (Kind kind : List.of(Kind.CONNECT, Kind.DISCONNECT)) {
            assertThat(Collections.list(metrics.registry().metricFamilySamples()).stream()
                            .flatMap(family -> family.samples.stream()))
                    .anySatisfy(sample -> {
                        assertThat(sample.name).isEqualTo(Families.metric(rule(kind)));
                        assertThat(sample.labelNames).isEqualTo(Families.labels(rule(kind)));
                    });
        }
    }

    @Test
    void a_metric_of_one_s_own_is_called_as_it_is_written_and_a_counter_s_samples_as_Prometheus_wants() {
        for (String metric : List.of("sales", "sales_total")) {
            Rule counter = Rule.named("a", "")
                    .kind(Kind.COUNTER)
                    .metric(metric)
                    .label("z", Expression.parse("1"))
                    .label("b", Expression.parse("1"))
                    .build();
            assertThat(Families.metric(counter)).isEqualTo("sales_total");
            assertThat(Families.labels(counter)).containsExactly("b", "z");
        }
        assertThat(Families.metric(
                        Rule.named("a", "").kind(Kind.GAUGE).metric("depth").build()))
                .isEqualTo("depth");
    }
}

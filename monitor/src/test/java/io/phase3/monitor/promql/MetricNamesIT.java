package io.phase3.monitor.promql;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules, panels and documents name only metrics and labels that there are, in the reading of a real Prometheus. */
class MetricNamesIT {
    @TempDir
    private static Path directory;

    private static ParsedQueries prometheus;
    private static MetricList metrics;
    private static Set<String> recorded;

    @BeforeAll
    static void start() throws IOException {
        metrics = MetricList.read();
        recorded = Expressions.recorded();
        prometheus = ParsedQueries.start(directory);
    }

    @AfterAll
    static void end() {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    static List<Expression> expressions() throws IOException {
        return Expressions.all();
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void namesWhatThereIs(Expression expression) throws IOException {
        List<Selector> selectors = prometheus.selectors(expression.text());

        assertThat(selectors)
                .extracting(Selector::metric)
                .as("%s: metrics, each of the contract, of a standard exporter, or recorded", expression)
                .allMatch(name -> metrics.has(name) || recorded.contains(name));
        assertThat(selectors).as(expression.where()).allSatisfy(MetricNamesIT::asksForLabelsThatThereAre);
        if (selectors.stream().allMatch(selector -> labels(selector).isPresent())) {
            assertThat(prometheus.groupings(expression.text()))
                    .as("%s: labels that it groups by, each one of a metric in it", expression)
                    .isSubsetOf(selectors.stream()
                            .flatMap(selector -> labels(selector).orElseThrow().stream())
                            .toList());
        }
    }

    private static void asksForLabelsThatThereAre(Selector selector) {
        labels(selector)
                .ifPresent(labels -> assertThat(selector.labels())
                        .as(selector.toString())
                        .extracting(Matcher::label)
                        .isSubsetOf(labels));
    }

    /** Of a metric of the contract; what others and recorded series have is not known here. */
    private static Optional<Set<String>> labels(Selector selector) {
        return metrics.labelsOf(selector.metric());
    }

    @Test
    void theContractOfTheExporterIsWhatItsQueriesSay() {
        ConfigObject queries = ConfigFactory.parseFile(
                        Path.of("../config/queries.conf").toFile())
                .getObject("exporter.queries");

        assertThat(metrics.contract())
                .filteredOn(metric -> metric.producer().equals("queries"))
                .containsExactlyInAnyOrderElementsOf(
                        queries.values().stream().map(MetricNamesIT::asMetric).toList());
    }

    private static MetricList.Metric asMetric(ConfigValue value) {
        Config query = ((ConfigObject) value).toConfig();
        Stream<String> labels = query.hasPath("labels") ? query.getStringList("labels").stream() : Stream.of();
        return new MetricList.Metric(
                query.getString("metric"), query.getString("type"), "queries", Set.copyOf(labels.toList()));
    }
}

package io.phase3.monitor.dashboard;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The 15 panels, as they are promised. */
class DashboardTest {

    /** One row of the contract: number, type, title, units, and the thresholds that colours change at. */
    private record Promise(int id, String type, String title, Set<String> units, List<Double> thresholds) {
        private static Promise of(int id, String type, String title, String unit, double... thresholds) {
            return new Promise(
                    id,
                    type,
                    title,
                    Set.of(unit.split(" and ")),
                    IntStream.range(0, thresholds.length)
                            .mapToObj(i -> thresholds[i])
                            .toList());
        }

        @Override
        public String toString() {
            return id + " " + title;
        }
    }

    static Stream<Promise> contract() {
        return Stream.of(
                Promise.of(1, "stat", "Executive summary", "currencyUSD and suffix:×", 265_000, 440_000, 1, 5),
                Promise.of(2, "timeseries", "WebSocket latency", "s", .05, .1),
                Promise.of(3, "timeseries", "Active connections", "none"),
                Promise.of(4, "timeseries", "Vision analysis time", "s", 1.5, 3),
                Promise.of(5, "gauge", "Match satisfaction", "percentunit", .88),
                Promise.of(6, "heatmap", "Churn intervention latency", "s", 30, 60),
                Promise.of(7, "stat", "Churn ROI", "suffix:×", 1875),
                Promise.of(8, "timeseries", "Coaching analysis time", "s", 2, 4),
                Promise.of(9, "gauge", "Agent engagement", "percentunit", .6),
                Promise.of(10, "timeseries", "Revenue by feature", "currencyUSD"),
                Promise.of(11, "timeseries", "Conversion rate impact", "percentunit", 0, .05),
                Promise.of(12, "bargauge", "Feature adoption", "percentunit", .5, .8),
                Promise.of(13, "table", "A/B test statistics", "none and percentunit", .05, .001),
                Promise.of(14, "timeseries", "Costs vs revenue", "currencyUSD", 0),
                Promise.of(15, "bargauge", "NPS scores", "none", 40, 50));
    }

    private final Dashboard dashboard = Dashboard.read();

    DashboardTest() throws IOException {}

    @ParameterizedTest
    @MethodSource("contract")
    void hasThePanelThatIsPromised(Promise promise) {
        JsonNode panel = dashboard.panels().get(promise.id() - 1);

        assertThat(panel.path("id").asInt()).isEqualTo(promise.id());
        assertThat(panel.path("type").asText()).isEqualTo(promise.type());
        assertThat(panel.path("title").asText()).isEqualTo(promise.title());
        assertThat(units(panel)).isEqualTo(promise.units());
        assertThat(thresholds(panel)).isEqualTo(promise.thresholds());
    }

    @Test
    void hasNoOtherPanel() {
        assertThat(dashboard.panels()).hasSize((int) contract().count());
    }

    @Test
    void isFoundWhereAlertsLinkTo() {
        assertThat(dashboard.json().path("uid").asText()).isEqualTo("phase3-production-monitoring");
        assertThat(dashboard.json().path("title").asText()).isEqualTo("Phase 3 Production Monitoring");
    }

    @Test
    void offersTheVariablesThatArePromised() {
        assertThat(dashboard.variables())
                .filteredOn(variable -> variable.path("hide").asInt() == 0)
                .extracting(variable -> variable.path("name").asText())
                .containsExactly("datasource", "job", "instance", "feature", "experiment");
    }

    @Test
    void leadsFromEachPanelToItsRunbooksAndToExplore() {
        assertThat(dashboard.panels())
                .allSatisfy(panel -> assertThat(Dashboard.list(panel.path("links")))
                        .extracting(link -> link.path("title").asText())
                        .containsExactly("Runbook", "Explore"));
    }

    @Test
    void asksOnlyForTheLastMomentWhereMonthsAreCompared() {
        assertThat(dashboard.panels())
                .allSatisfy(panel -> assertThat(Dashboard.list(panel.path("targets")))
                        .filteredOn(target -> target.path("expr").asText().contains("30d"))
                        .allMatch(target -> target.path("instant").asBoolean()));
    }

    private static Set<String> units(JsonNode panel) {
        Set<String> units = new HashSet<>();
        units.add(panel.at("/fieldConfig/defaults/unit").asText());
        units.addAll(overridden(panel, "unit").map(JsonNode::asText).collect(toSet()));
        return units;
    }

    /** Without the first step of each, which has no value: it begins at minus infinity. */
    private static List<Double> thresholds(JsonNode panel) {
        List<Double> values = new ArrayList<>();
        Stream.concat(Stream.of(panel.at("/fieldConfig/defaults/thresholds")), overridden(panel, "thresholds"))
                .flatMap(thresholds -> Dashboard.list(thresholds.path("steps")).stream())
                .map(step -> step.path("value"))
                .filter(JsonNode::isNumber)
                .forEach(value -> values.add(value.asDouble()));
        return values;
    }

    private static Stream<JsonNode> overridden(JsonNode panel, String property) {
        return Dashboard.list(panel.at("/fieldConfig/overrides")).stream()
                .flatMap(override -> Dashboard.list(override.path("properties")).stream())
                .filter(candidate -> candidate.path("id").asText().equals(property))
                .map(candidate -> candidate.path("value"));
    }

    @Nested
    class TheLayout {
        private static final int COLUMNS = 24;

        @Test
        void leavesNoGapAndLetsNoPanelsOverlap() {
            List<String> cells = new ArrayList<>();
            for (JsonNode panel : dashboard.panels()) {
                JsonNode place = panel.path("gridPos");
                for (int x = 0; x < place.path("w").asInt(); x++) {
                    for (int y = 0; y < place.path("h").asInt(); y++) {
                        cells.add((place.path("x").asInt() + x) + ","
                                + (place.path("y").asInt() + y));
                    }
                }
            }
            int height = dashboard.panels().stream()
                    .mapToInt(panel -> panel.at("/gridPos/y").asInt()
                            + panel.at("/gridPos/h").asInt())
                    .max()
                    .orElseThrow();
            Set<String> grid = IntStream.range(0, COLUMNS)
                    .boxed()
                    .flatMap(x -> IntStream.range(0, height).mapToObj(y -> x + "," + y))
                    .collect(toSet());

            assertThat(cells).doesNotHaveDuplicates();
            assertThat(new HashSet<>(cells)).isEqualTo(grid);
        }

        @Test
        void beginsWithTheNumbersOfTheExecutive() {
            assertThat(dashboard.panels())
                    .filteredOn(panel -> panel.at("/gridPos/y").asInt() == 0)
                    .extracting(panel -> panel.path("title").asText())
                    .containsExactly("Executive summary", "Match satisfaction", "Churn ROI", "Agent engagement");
        }
    }
}

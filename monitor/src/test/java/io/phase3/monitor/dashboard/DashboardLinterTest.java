package io.phase3.monitor.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules of dashboard-linter (github.com/grafana/dashboard-linter) that need no parser, each under its name there; the others
 * are {@link DashboardQueriesIT}'s. Its rules for Loki (target-logql-rule, target-logql-auto-rule) have nothing to look at here,
 * and those that are configured by their user (target-required-matchers-rule, template-required-variables-rule) are
 * target-job-rule and template-job-rule once more.
 */
class DashboardLinterTest {
    private static final String DATA_SOURCE = "${datasource}";

    /**
     * Of @grafana/data's valueFormats/categories: dollars, seconds, a share from 0 to 1, and a plain number for scores and
     * counts. "×" is no category's; `suffix:` is how Grafana takes a unit of one's own.
     */
    private static final Set<String> KNOWN_UNITS = Set.of("currencyUSD", "s", "percentunit", "none", "suffix:×");

    private final Dashboard dashboard = Dashboard.read();

    DashboardLinterTest() throws IOException {}

    @Test
    @DisplayName("template-datasource-rule")
    void theDataSourceCanBeChosen() {
        assertThat(dashboard.variables())
                .filteredOn(variable -> variable.path("type").asText().equals("datasource"))
                .singleElement()
                .satisfies(variable -> {
                    assertThat(variable.path("name").asText()).isEqualTo("datasource");
                    assertThat(variable.path("label").asText()).isEqualTo("Data source");
                    assertThat(variable.path("query").asText()).isEqualTo("prometheus");
                });
    }

    @ParameterizedTest(name = "template-{0}-rule")
    @ValueSource(strings = {"job", "instance", "feature", "experiment"})
    void severalOrAllCanBeChosen(String name) {
        JsonNode variable = dashboard.variable(name);

        assertThat(variable.path("type").asText()).isEqualTo("query");
        assertThat(variable.at("/datasource/uid").asText()).isEqualTo(DATA_SOURCE);
        assertThat(variable.path("label").asText())
                .isEqualTo(name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1));
        assertThat(variable.path("multi").asBoolean()).isTrue();
        assertThat(variable.path("includeAll").asBoolean()).isTrue();
    }

    /** Features and experiments are missing on some series, which belong to all of them: there it is ".*". */
    @ParameterizedTest(name = "template-{0}-rule: allValue")
    @ValueSource(strings = {"job", "instance"})
    void allIsWhateverHasTheLabel(String name) {
        assertThat(dashboard.variable(name).path("allValue").asText()).isEqualTo(".+");
    }

    @Test
    @DisplayName("template-on-time-change-reload-rule")
    void variablesFollowTheTimeRange() {
        assertThat(dashboard.variables())
                .filteredOn(variable -> variable.path("type").asText().equals("query"))
                .isNotEmpty()
                .allMatch(variable -> variable.path("refresh").asInt() == 2);
    }

    @Test
    @DisplayName("panel-datasource-rule")
    void everythingAsksTheChosenDataSource() {
        List<String> sources = dashboard.json().findValues("datasource").stream()
                .map(source -> source.path("uid").asText())
                .toList();

        assertThat(sources).hasSizeGreaterThan(dashboard.panels().size()).allMatch(DATA_SOURCE::equals);
        assertThat(dashboard.panels()).allMatch(panel -> panel.has("datasource"));
    }

    @Test
    @DisplayName("panel-title-description-rule")
    void everyPanelHasATitleAndADescription() {
        assertThat(dashboard.panels()).allSatisfy(panel -> {
            assertThat(panel.path("title").asText()).isNotBlank();
            assertThat(panel.path("description").asText()).endsWith(".");
        });
    }

    @Test
    @DisplayName("panel-units-rule")
    void everyPanelHasAUnitThatGrafanaKnows() {
        assertThat(dashboard.panels())
                .allSatisfy(panel -> assertThat(
                                panel.at("/fieldConfig/defaults/unit").asText())
                        .isIn(KNOWN_UNITS));
    }

    @Test
    @DisplayName("panel-no-targets-rule")
    void everyPanelAsksSomething() {
        assertThat(dashboard.panels())
                .allSatisfy(panel -> assertThat(Dashboard.list(panel.path("targets")))
                        .isNotEmpty()
                        .allMatch(target -> !target.path("expr").asText().isBlank())
                        .extracting(target -> target.path("refId").asText())
                        .doesNotHaveDuplicates());
    }

    @Test
    @DisplayName("uneditable-dashboard")
    void nobodyEditsItByHand() {
        assertThat(dashboard.json().path("editable").isBoolean()).isTrue();
        assertThat(dashboard.json().path("editable").asBoolean()).isFalse();
    }
}

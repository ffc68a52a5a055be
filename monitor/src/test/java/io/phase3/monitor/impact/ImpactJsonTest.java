package io.phase3.monitor.impact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ImpactJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void moneyIsInDollarsExactly() {
        assertThat(ImpactJson.of(ImpactReports.daily()))
                .contains("\"credits\":1300.00,\"reversals\":54.50,\"revenue\":1245.50,")
                .contains(
                        "\"projectedAnnual\":454607.50,\"targetLow\":265000,\"targetHigh\":440000,\"standing\":\"above\"")
                .contains("{\"date\":\"2026-01-07\",\"revenue\":-45.10,\"conversions\":1,\"costs\":101.00}");
    }

    @Test
    void anObjectiveSaysWhetherItIsMet() throws IOException {
        JsonNode objectives =
                JSON.readTree(ImpactJson.of(ImpactReports.daily())).get("objectives");

        assertThat(objectives.findValuesAsText("met"))
                .containsExactly(
                        "true", "true", "false", "true", "true", "true", "true", "true", "true", "true", "null");
        assertThat(objectives.get(2).toString())
                .isEqualTo("{\"target\":\"match_satisfaction_ratio\",\"title\":\"Match satisfaction\","
                        + "\"feature\":\"property_intelligence\",\"unit\":\"ratio\",\"atLeast\":true,\"goal\":0.88,"
                        + "\"value\":0.8799,\"met\":false}");
    }

    @Test
    void whatIsNotKnownIsNull() throws IOException {
        JsonNode day = JSON.readTree(ImpactJson.of(ImpactReports.daily()));
        JsonNode empty = JSON.readTree(ImpactJson.of(ImpactReports.empty()));

        assertThat(names(empty)).isEqualTo(names(day));
        assertThat(names(empty.get("overall"))).isEqualTo(names(day.get("overall")));
        assertThat(empty.get("users")).allMatch(JsonNode::isNull);
        assertThat(empty.get("overall").get("net").isNull()).isTrue();
        assertThat(empty.get("trend").get(0).get("costs").isNull()).isTrue();
    }

    @Property(tries = 100)
    void anyNameIsReadBackFromOneLineOfAscii(@ForAll("names") String name) throws IOException {
        String json = ImpactJson.of(ImpactReports.named(name));

        assertThat(json).matches("[\\x20-\\x7e]*");
        assertThat(JSON.readTree(json).get("features").get(0).get("name").asText())
                .isEqualTo(name);
    }

    @Provide
    Arbitrary<String> names() {
        return HostileNames.any();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}

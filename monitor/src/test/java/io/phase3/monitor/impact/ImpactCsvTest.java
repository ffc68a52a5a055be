package io.phase3.monitor.impact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ImpactCsvTest {
    private static final List<String> NUMBERS = List.of("value", "target_low", "target_high");

    @Test
    void everyFigureHasARow() {
        assertThat(rows(ImpactReports.daily()))
                .extracting(
                        row -> row.get("section"),
                        row -> row.get("name"),
                        row -> row.get("feature"),
                        row -> row.get("value"))
                .contains(
                        tuple("overall", "revenue", "", "1245.50"),
                        tuple("overall", "projected_annual", "", "454607.50"),
                        tuple("users", "active", "", "1342"),
                        tuple("costs", "total", "", "101.00"),
                        tuple("cost_item", "vision", "property_intelligence", "35.80"),
                        tuple("feature", "net", "ai_coaching", "99.05"),
                        tuple("objective", "websocket_p95_seconds", "realtime_intelligence", "0.0473"),
                        tuple("trend", "revenue", "", "-45.10"));
    }

    @Test
    void aRowSaysWhereAFigureShouldBeAndHowItStands() {
        assertThat(ImpactCsv.of(ImpactReports.daily()).lines())
                .contains(
                        "overall,projected_annual,,2026-01-10,2026-01-10,454607.50,dollars_per_year,265000,440000,above,",
                        "objective,match_satisfaction_ratio,property_intelligence,2026-01-10,2026-01-10,0.8799,ratio,0.88,,"
                                + "missed,\"Match satisfaction\"",
                        "objective,conversion_lift_ratio,,2026-01-10,2026-01-10,,ratio,0.05,,\"no data\",\"Conversion lift: new-onboarding-2026, treatment\"",
                        "trend,costs,,2026-01-08,2026-01-08,,dollars,,,,");
    }

    @Test
    void ofOneFeatureNothingIsToldOfAll() {
        assertThat(rows(ImpactReports.ofOneFeature()))
                .filteredOn(row -> !row.get("section").equals("objective"))
                .isNotEmpty()
                .allMatch(row -> row.get("feature").equals("property_intelligence"));
    }

    @Property(tries = 300)
    void anyNameIsReadBack(@ForAll("names") String name) {
        List<Map<String, String>> rows = rows(ImpactReports.named(name));

        assertThat(rows)
                .filteredOn(row -> row.get("section").equals("feature"))
                .hasSize(9)
                .allSatisfy(row -> assertThat(row.get("feature")).isIn(name, '\'' + name));
        assertThat(rows)
                .filteredOn(row -> row.get("section").equals("cost_item"))
                .singleElement()
                .satisfies(row -> assertThat(row.get("value")).isEqualTo("-12.50"));
    }

    @Property(tries = 300)
    void noCellIsAFormula(@ForAll("names") String name) {
        for (Map<String, String> row : rows(ImpactReports.named(name))) {
            row.forEach((column, cell) -> {
                if (NUMBERS.contains(column)) {
                    assertThat(cell).matches("(-?[0-9]+([.][0-9]+)?)?");
                } else {
                    assertThat(cell).doesNotMatch("(?s)([\\t\\r\\n]|\\s*[=+@\uFF1D\uFF0B\uFF0D\uFF20-]).*");
                }
            });
        }
    }

    @Provide
    Arbitrary<String> names() {
        return HostileNames.any();
    }

    private static List<Map<String, String>> rows(ImpactReport report) {
        List<List<String>> records = Rfc4180.records(ImpactCsv.of(report));
        List<String> head = records.get(0);
        assertThat(records).allMatch(record -> record.size() == head.size());
        return records.stream()
                .skip(1)
                .map(record ->
                        IntStream.range(0, head.size()).boxed().collect(Collectors.toMap(head::get, record::get)))
                .toList();
    }

    /** The grammar of RFC 4180, section 2, and nothing beyond it but all of Unicode as text. */
    private static final class Rfc4180 {
        private final String text;
        private int position;

        private Rfc4180(String text) {
            this.text = text;
        }

        static List<List<String>> records(String text) {
            Rfc4180 parser = new Rfc4180(text);
            List<List<String>> records = new ArrayList<>();
            while (parser.position < text.length()) {
                records.add(parser.record());
            }
            return records;
        }

        private List<String> record() {
            List<String> fields = new ArrayList<>();
            do {
                fields.add(isNext("\"") ? escaped() : plain());
            } while (skipped(","));
            assertThat(skipped("\r\n")).as("end of the record at %d", position).isTrue();
            return fields;
        }

        private String escaped() {
            StringBuilder field = new StringBuilder();
            do {
                position++;
                int quote = text.indexOf('"', position);
                assertThat(quote).as("end of the field from %d", position).isNotNegative();
                field.append(text, position, quote);
                position = quote + 1;
            } while (isNext("\"") && field.append('"') != null);
            return field.toString();
        }

        private String plain() {
            int start = position;
            while (position < text.length() && ",\"\r\n".indexOf(text.charAt(position)) < 0) {
                position++;
            }
            return text.substring(start, position);
        }

        private boolean isNext(String expected) {
            return text.startsWith(expected, position);
        }

        private boolean skipped(String expected) {
            boolean found = isNext(expected);
            position += found ? expected.length() : 0;
            return found;
        }
    }
}

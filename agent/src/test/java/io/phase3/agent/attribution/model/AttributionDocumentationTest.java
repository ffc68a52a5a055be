package io.phase3.agent.attribution.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.attribution.Rejection;
import io.phase3.agent.config.Attribution.Model;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The worked examples of docs/attribution.md, computed anew with the agent's default settings. */
class AttributionDocumentationTest {
    private static final Path PAGE = Path.of("../docs/attribution.md");
    private static final long SALE = 1_790_000_000_000L;

    @ParameterizedTest
    @EnumSource(Model.class)
    void each_model_s_example_is_what_it_computes(Model model) throws IOException {
        List<List<String>> table = table("### `" + model.keyword() + "`");
        List<String> header = table.get(0);

        assertThat(header).hasSize(3);
        for (int column = 1; column < header.size(); column++) {
            assertThat(parts(table, column))
                    .as(header.get(column))
                    .isEqualTo(split(model, cents(header.get(column))).parts());
        }
    }

    @Test
    void the_refund_is_what_the_sale_s_split_gives_back() throws IOException {
        List<List<String>> table = table("## Refunds");
        List<String> header = table.get(0);

        Split sale = split(Model.WEIGHTS, cents(header.get(1)));
        assertThat(parts(table, 1)).isEqualTo(sale.parts());
        assertThat(parts(table, 2))
                .isEqualTo(sale.reversalOf(cents(header.get(2))).parts());
    }

    @Test
    void every_reason_of_a_rejection_is_listed() throws IOException {
        List<String> reasons = table("## Conversions").stream()
                .skip(1)
                .map(row -> code(row.get(0)))
                .toList();

        assertThat(reasons)
                .containsExactlyElementsOf(
                        Arrays.stream(Rejection.values()).map(Rejection::label).toList());
    }

    @Test
    void every_model_is_offered() throws IOException {
        List<String> models = table("## The seven models").stream()
                .skip(1)
                .map(row -> code(row.get(1)))
                .toList();

        assertThat(models)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Model.values()).map(Model::keyword).toList());
    }

    private static Split split(Model model, long amount) throws IOException {
        List<Touch> touches = table("### One sale, seven answers").stream()
                .skip(1)
                .map(row -> new Touch(code(row.get(0)), SALE - age(row.get(1)).toMillis()))
                .toList();
        assertThat(touches).hasSize(5);
        return Settings.of(model).attributionModel().attribute(amount, touches, SALE);
    }

    /** The first table below the heading, its header first. */
    private static List<List<String>> table(String heading) throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        assertThat(lines).contains(heading);
        List<List<String>> rows = new ArrayList<>();
        for (String line : lines.subList(lines.indexOf(heading) + 1, lines.size())) {
            if (line.startsWith("|")) {
                rows.add(Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList());
            } else if (!rows.isEmpty()) {
                break;
            }
        }
        rows.remove(1);
        return rows;
    }

    private static Map<String, Long> parts(List<List<String>> table, int column) {
        Map<String, Long> parts = new LinkedHashMap<>();
        table.stream().skip(1).forEach(row -> parts.put(code(row.get(0)), cents(row.get(column))));
        return parts;
    }

    private static String code(String cell) {
        assertThat(cell).startsWith("`").endsWith("`");
        return cell.substring(1, cell.length() - 1);
    }

    /** What stands behind the dollar sign. */
    private static long cents(String cell) {
        assertThat(cell).matches("[a-z ]*\\$[0-9,]+\\.[0-9]{2}");
        String dollars = cell.substring(cell.indexOf('$') + 1).replace(",", "");
        return new BigDecimal(dollars).movePointRight(2).longValueExact();
    }

    private static Duration age(String cell) {
        assertThat(cell).matches("[0-9]+ days?");
        return Duration.ofDays(Long.parseLong(cell.substring(0, cell.indexOf(' '))));
    }
}

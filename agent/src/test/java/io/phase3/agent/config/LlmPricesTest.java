package io.phase3.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.phase3.agent.settings.ConfigText;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LlmPricesTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-23");

    @TempDir
    Path directory;

    private Scenario scenario;

    @BeforeEach
    void start() {
        scenario = new Scenario(directory);
    }

    private LlmPrices list(String... lines) {
        scenario.conf("phase3.llm.prices {\n" + String.join("\n", lines) + "\n}");
        assertThat(scenario.problems()).isEmpty();
        return scenario.config().llmPrices();
    }

    /** What a million tokens of input cost, as the list has it. */
    private static Optional<String> input(LlmPrices prices, String model, LocalDate day) {
        return prices.of(model, day)
                .flatMap(price -> price.perMillion(TokenType.INPUT, false, 0))
                .map(BigDecimal::toPlainString);
    }

    private static String entry(String name, String pattern, String input) {
        return name + " { models = [\"" + pattern + "\"], prices = [{ from = \"2026-01-01\", input = " + input
                + " }] }";
    }

    @Nested
    class AModel {
        @ParameterizedTest
        @CsvSource({
            "acme-1, acme-1, true",
            "acme-1, acme-10, false",
            "acme-1, my-acme-1, false",
            "acme-1*, acme-1, true",
            "acme-1*, acme-1-20260101, true",
            "*acme-1, eu.acme-1, true",
            "*acme-1*, eu.acme-1:0, true",
            "*.acme-1*, acme-1, false",
            "a*b*c, a-b-c, true",
            "a*b*c, abbc, true",
            "a*b*c, acb, false",
            "a*a, a, false",
            "a*b*b, a-b, false",
            "*, anything, true",
            "acme-1, ACME-1, false",
        })
        void hasThePriceOfAPatternThatMatchesIt(String pattern, String model, boolean matches) {
            assertThat(input(list(entry("x", pattern, "3")), model, TODAY).isPresent())
                    .isEqualTo(matches);
        }

        @Test
        void hasThePriceOfTheMostSpecificPattern() {
            LlmPrices prices =
                    list(entry("a", "acme-*", "1"), entry("b", "acme-4-mini*", "2"), entry("c", "*acme-4*", "3"));

            assertThat(input(prices, "acme-4-mini-1", TODAY)).contains("2");
            assertThat(input(prices, "acme-4-1", TODAY)).contains("3");
            assertThat(input(prices, "acme-5", TODAY)).contains("1");
        }

        @Test
        void hasThePriceOfTheFirstNameIfPatternsAreEquallySpecific() {
            assertThat(input(list(entry("b", "acme*", "2"), entry("a", "*acme", "1")), "acme", TODAY))
                    .contains("1");
        }

        @Test
        void hasThePriceOfTheDay() {
            LlmPrices prices = list(
                    "x { models = acme, prices = [",
                    "  { from = \"2026-06-01\", input = 2 }",
                    "  { from = 2026-01-01, input = 3 }",
                    "] }");

            assertThat(input(prices, "acme", LocalDate.parse("2025-12-31"))).isEmpty();
            assertThat(input(prices, "acme", LocalDate.parse("2026-01-01"))).contains("3");
            assertThat(input(prices, "acme", LocalDate.parse("2026-05-31"))).contains("3");
            assertThat(input(prices, "acme", LocalDate.parse("2026-06-01"))).contains("2");
        }

        @Test
        void hasNoOtherPriceBeforeItsFirstDay() {
            assertThat(input(
                            list(
                                    entry("a", "*", "1"),
                                    "b { models = acme, prices { from = \"2027-01-01\", input = 2 } }"),
                            "acme",
                            TODAY))
                    .isEmpty();
        }

        @Test
        void hasNoPriceIfNobodyKnowsIt() {
            assertThat(list().of("acme", TODAY)).isEmpty();
            assertThat(LlmPrices.NONE.of("acme", TODAY)).isEmpty();
        }
    }

    @Nested
    class APrice {
        private final String[] lines = {
            "x { models = acme, prices = [{",
            "  from = \"2026-01-01\", input = 0.1, output = 15, cache-read = 0, batch = 0.5",
            "  long-context { above = 200000, input = 0.25, cache-write-5m = 7 }",
            "  source = \"https://example.com\", checked = \"2026-11-23\"",
            "}] }",
        };

        private Optional<String> perMillion(TokenType type, boolean batch, long promptTokens) {
            return list(lines)
                    .of("acme", TODAY)
                    .get()
                    .perMillion(type, batch, promptTokens)
                    .map(BigDecimal::toPlainString);
        }

        @Test
        void isTheDecimalThatWasWritten() {
            assertThat(perMillion(TokenType.INPUT, false, 200_000)).contains("0.1");
            assertThat(perMillion(TokenType.CACHE_READ, false, 0)).contains("0");
        }

        @Test
        void isEmptyWhereTheListDoesNotSay() {
            assertThat(perMillion(TokenType.CACHE_WRITE_5M, false, 0)).isEmpty();
            assertThat(perMillion(TokenType.CACHE_WRITE_1H, true, 200_001)).isEmpty();
        }

        @Test
        void isAnotherInALongContextWhereTheListSaysSo() {
            assertThat(perMillion(TokenType.INPUT, false, 200_001)).contains("0.25");
            assertThat(perMillion(TokenType.CACHE_WRITE_5M, false, 200_001)).contains("7");
            assertThat(perMillion(TokenType.OUTPUT, false, 200_001)).contains("15");
        }

        @Test
        void isLowerInABatch() {
            assertThat(perMillion(TokenType.INPUT, true, 1)).contains("0.05");
            assertThat(perMillion(TokenType.INPUT, true, 200_001)).contains("0.125");
        }

        @Test
        void isTheSameInABatchIfTheListDoesNotSay() {
            assertThat(list(entry("x", "acme", "3")).of("acme", TODAY).get().perMillion(TokenType.INPUT, true, 0))
                    .contains(new BigDecimal(3));
        }
    }

    @Nested
    class AMistake {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "x = 3                                                     | llm.prices.x: must be an object { … }, not '3'",
                    "x { prices = [{ from = \"2026-01-01\" }] }              | llm.prices.x: needs models, a list of model names such as [\"claude-sonnet-4-5*\"]",
                    "x { models = [m] }                                        | llm.prices.x: needs prices, a list such as [{ from = \"2025-09-29\", input = 3, output = 15 }]",
                    "x { models = [\"\"], prices = [] }                      | llm.prices.x.models: must be a model's name, with * for anything",
                    "x { models = [m], prices = [3] }                          | llm.prices.x.prices[0]: must be an object { … }, not '3'",
                    "x { models = [m], prices = [{ input = 3 }] }              | llm.prices.x.prices[0]: needs from, the first day on which it holds, such as \"2025-09-29\"",
                    "x { models = [m], prices = [{ from = today }] }           | llm.prices.x.prices[0].from: must be a day such as \"2025-09-29\", not 'today'",
                    "x { models = [m], prices = [{ from = 2026-01-01 }, { from = 2026-01-01 }] } | llm.prices.x.prices[1].from: stands twice: '2026-01-01'",
                    "x { models = [m], prices = [{ from = 2026-01-01, input = -1 }] }      | llm.prices.x.prices[0].input: must be what a million tokens cost in dollars, a number from 0 to 1000000 with at most 12 decimals, not '-1'",
                    "x { models = [m], prices = [{ from = 2026-01-01, input = 1e-999999999 }] } | llm.prices.x.prices[0].input: must be what a million tokens cost in dollars, a number from 0 to 1000000 with at most 12 decimals, not '1e-999999999'",
                    "x { models = [m], prices = [{ from = 2026-01-01, input = \"$3\" }] } | llm.prices.x.prices[0].input: must be a number, not '$3'",
                    "x { models = [m], prices = [{ from = 2026-01-01, batch = 50 }] }      | llm.prices.x.prices[0].batch: must be what a call of a batch costs of the price, a number from 0 to 1 such as 0.5, not '50'",
                    "x { models = [m], prices = [{ from = 2026-01-01, inptu = 3 }] }       | llm.prices.x.prices[0]: unknown key 'inptu' – did you mean 'input'?",
                    "x { models = [m], prices = [{ from = 2026-01-01, long-context { input = 3 } }] } | llm.prices.x.prices[0].long-context: needs above, the tokens of a prompt above which these prices hold",
                    "x { models = [m], prices = [{ from = 2026-01-01, checked = now }] }   | llm.prices.x.prices[0].checked: must be a day such as \"2025-09-29\", not 'now'",
                })
        void isToldWithItsLineAndDropsTheEntryAlone(String wrong, String message) {
            scenario.conf("phase3.llm.prices {\n" + entry("good", "good", "1") + "\n" + wrong + "\n}");

            assertThat(scenario.problems())
                    .containsExactly("phase3.conf: 3: " + message + "; this entry sets no price");
            assertThat(input(scenario.config().llmPrices(), "good", TODAY)).contains("1");
            assertThat(scenario.config().llmPrices().of("m", TODAY)).isEmpty();
        }

        @Test
        void ofANameWithADotIsExplained() {
            scenario.conf("phase3.llm.prices {\n" + entry("acme-4.1", "acme", "1") + "\n}");

            assertThat(scenario.problems())
                    .contains(
                            "phase3.conf: 2: llm.prices.acme-4: unknown key '1'; a name with a dot stands in quotes, such"
                                    + " as \"gpt-4.1\"; this entry sets no price");
        }
    }

    @Nested
    class TheListOfTheAgent {
        private final Config own =
                ConfigText.ofOwnResource(ConfigLoader.LLM_PRICES).toConfig();

        @Test
        void hasNoProblem() {
            assertThat(scenario.problems()).isEmpty();
        }

        @Test
        void holdsNothingElse() {
            assertThat(own.root().keySet()).containsExactly("phase3");
            assertThat(own.getObject("phase3").keySet()).containsExactly("llm");
            assertThat(own.getObject("phase3.llm").keySet()).containsExactly("prices");
        }

        @Test
        void saysWhereAndWhenEachPriceWasReadAndWhatInputAndOutputCost() {
            for (Map.Entry<String, ConfigValue> entry :
                    own.getObject("phase3.llm.prices").entrySet()) {
                List<? extends ConfigObject> prices =
                        ((ConfigObject) entry.getValue()).toConfig().getObjectList("prices");
                assertThat(prices).as(entry.getKey()).isNotEmpty().allSatisfy(price -> {
                    assertThat(price.keySet()).contains("from", "source", "checked", "input");
                    assertThat(price.toConfig().getString("source")).startsWith("https://");
                });
            }
        }

        @Test
        void isOverriddenEntryByEntry() {
            String name = own.getObject("phase3.llm.prices").keySet().iterator().next();
            scenario.conf("phase3.llm.prices.\"" + name + "\".models = [\"acme\"]");

            assertThat(scenario.problems()).isEmpty();
            assertThat(scenario.config().llmPrices().of("acme", TODAY)).isPresent();
        }
    }
}

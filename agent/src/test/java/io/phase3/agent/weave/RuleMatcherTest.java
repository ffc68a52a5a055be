package io.phase3.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phase3.agent.config.Attribute;
import io.phase3.agent.config.Kind;
import io.phase3.agent.config.Rule;
import io.phase3.agent.expression.Expression;
import io.phase3.agent.pattern.MethodPattern;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleMatcherTest {
    private static Rule.Builder rule(String name, String pattern) {
        return Rule.named(name, "phase3.conf: 1").method(MethodPattern.parse(pattern));
    }

    private static List<Rule> rulesOf(Class<?> type, String method, Rule... rules) {
        return new RuleMatcher(List.of(rules)).rulesOf(ClassFiles.method(type, method));
    }

    private static List<String> names(List<Rule> rules) {
        return rules.stream().map(Rule::name).toList();
    }

    @Nested
    class A_method_has_the_rules {
        @Test
        void whose_patterns_match_it_in_their_order() {
            List<Rule> found = rulesOf(
                    Crm.FlatDeals.class,
                    "close",
                    rule("second", "*..FlatDeals.close(..)").build(),
                    rule("other", "*..HouseDeals.close(..)").build(),
                    rule("first", "*..*Deals.clo*(..)").build());
            assertThat(names(found)).containsExactly("second", "first");
        }

        @Test
        void of_which_one_pattern_is_enough() {
            Rule rule = rule("r", "com.acme.A.a()")
                    .method(MethodPattern.parse("*..FlatDeals.*(..)"))
                    .build();
            assertThat(names(rulesOf(Crm.FlatDeals.class, "close", rule))).containsExactly("r");
        }

        @Test
        void that_do_not_exclude_it() {
            Rule rule = rule("r", "*..FlatDeals.*(..)")
                    .exclude(MethodPattern.parse("com.acme.A.a()"))
                    .exclude(MethodPattern.parse("*..*.closed(..)"))
                    .build();
            assertThat(names(rulesOf(Crm.FlatDeals.class, "close", rule))).containsExactly("r");
            assertThat(rulesOf(Crm.FlatDeals.class, "closed", rule)).isEmpty();
        }
    }

    @Nested
    class A_method_without_code_of_its_own_has_none {
        private final Rule everything = rule("r", "*..*.*(..)").build();

        @Test
        void if_it_is_abstract_even_if_annotated() {
            assertThat(rulesOf(Crm.Deals.class, "close", everything)).isEmpty();
            assertThat(rulesOf(Crm.Annotated.class, "withoutCode")).isEmpty();
        }

        @Test
        void if_it_is_native() {
            assertThat(rulesOf(Crm.Base.class, "nothing", everything)).isEmpty();
        }

        @Test
        void if_the_compiler_wrote_it() {
            List<MethodDescription.InDefinedShape> written = ClassFiles.describe(Crm.HouseDeals.class)
                    .getDeclaredMethods()
                    .filter(MethodDescription::isSynthetic);
            // The bridges of save and get, and the lambda in close.
            assertThat(written)
                    .hasSize(3)
                    .allSatisfy(method -> assertThat(new RuleMatcher(List.of(everything)).rulesOf(method))
                            .isEmpty());
        }

        @Test
        void if_it_is_a_constructor() {
            for (MethodDescription.InDefinedShape method :
                    ClassFiles.describe(Crm.Deal.class).getDeclaredMethods()) {
                assertThat(new RuleMatcher(List.of(everything)).rulesOf(method)).hasSize(method.isMethod() ? 1 : 0);
            }
        }
    }

    @Nested
    class A_built_in_rule {
        private final Rule.Builder builtIn = rule("library", "*..*.fully(..)")
                .builtIn(true)
                .expression(Attribute.LEAD, Expression.parse("'built in'"));

        @Test
        void is_one_like_any_other_where_nobody_says_anything() {
            Rule rule = rule("library", "*..FlatDeals.close(..)").builtIn(true).build();
            assertThat(rulesOf(Crm.FlatDeals.class, "close", rule)).containsExactly(rule);
        }

        @Test
        void fills_what_a_rule_and_then_an_annotation_leave_open() {
            Rule configured = rule("r", "*..*.fully(..)").feature("configured").build();
            assertThat(rulesOf(
                            Crm.Annotated.class,
                            "fully",
                            builtIn.kind(Kind.LLM).group("llm").build(),
                            configured))
                    .singleElement()
                    .satisfies(rule -> {
                        assertThat(rule.name()).isEqualTo("r");
                        assertThat(rule.builtIn()).isFalse();
                        assertThat(rule.feature()).contains("configured");
                        assertThat(rule.group()).contains("llm");
                        assertThat(rule.expression(Attribute.LEAD)).contains(Expression.parse("arg0.leadId"));
                    });
        }

        @Test
        void gives_its_kind_to_a_rule_that_has_none() {
            Rule configured = rule("r", "*..FlatDeals.close(..)").build();
            Rule llm = rule("library", "*..FlatDeals.close(..)")
                    .builtIn(true)
                    .kind(Kind.LLM)
                    .build();
            assertThat(rulesOf(Crm.FlatDeals.class, "close", configured, llm))
                    .singleElement()
                    .satisfies(rule -> assertThat(rule.kind()).isEqualTo(Kind.LLM));
        }

        @ParameterizedTest
        @ValueSource(strings = {"CONNECT", "DISCONNECT"})
        void of_connections_stands_beside_one_that_measures_the_call(Kind kind) {
            Rule configured = rule("r", "*..FlatDeals.close(..)").build();
            Rule connection = rule("library", "*..FlatDeals.close(..)")
                    .builtIn(true)
                    .kind(kind)
                    .build();
            assertThat(names(rulesOf(Crm.FlatDeals.class, "close", connection, configured)))
                    .containsExactly("r", "library");
        }
    }

    @Nested
    class An_annotation {
        @Test
        void makes_a_rule_of_its_own() {
            assertThat(names(rulesOf(Crm.Annotated.class, "fully"))).containsExactly("@Phase3Timed");
        }

        @Test
        void of_each_sort_makes_one() {
            assertThat(names(rulesOf(Crm.Annotated.class, "both")))
                    .containsExactlyInAnyOrder("@Phase3Timed", "@Phase3Conversion");
        }

        @Test
        void fills_what_the_configured_rule_of_its_sort_leaves_open() {
            Rule configured = rule("r", "*..*.fully(..)")
                    .kind(Kind.VISION)
                    .feature("configured")
                    .expression(Attribute.COST, Expression.parse("7"))
                    .build();
            List<Rule> found = rulesOf(Crm.Annotated.class, "fully", configured);
            assertThat(found).singleElement().satisfies(rule -> {
                assertThat(rule.name()).isEqualTo("r");
                assertThat(rule.origin()).isEqualTo("phase3.conf: 1");
                assertThat(rule.feature()).contains("configured");
                assertThat(rule.expression(Attribute.COST)).contains(Expression.parse("7"));
                assertThat(rule.api()).contains("claude");
                assertThat(rule.expression(Attribute.TYPE)).contains(Expression.parse("'luxury'"));
                assertThat(rule.expression(Attribute.LEAD)).contains(Expression.parse("arg0.leadId"));
            });
        }

        @Test
        void loses_its_kind_to_a_configured_one_of_the_same_sort() {
            Rule configured = rule("r", "*..*.fully(..)").kind(Kind.CHURN).build();
            assertThat(rulesOf(Crm.Annotated.class, "fully", configured))
                    .singleElement()
                    .satisfies(rule -> assertThat(rule.kind()).isEqualTo(Kind.CHURN));
        }

        @Test
        void gives_its_kind_to_a_rule_that_has_none() {
            Rule configured =
                    rule("r", "*..*.convert(..)").feature("configured").build();
            assertThat(rulesOf(Crm.Annotated.class, "convert", configured))
                    .singleElement()
                    .satisfies(rule -> {
                        assertThat(rule.name()).isEqualTo("r");
                        assertThat(rule.kind()).isEqualTo(Kind.CONVERSION);
                        assertThat(rule.expression(Attribute.REVENUE)).contains(Expression.parse("10"));
                    });
        }

        @ParameterizedTest
        @ValueSource(strings = {"CONVERSION", "COUNTER", "GAUGE"})
        void stands_beside_a_rule_of_another_sort(Kind kind) {
            Rule configured = rule("r", "*..*.fully(..)").kind(kind).build();
            List<Rule> found = rulesOf(Crm.Annotated.class, "fully", configured);
            assertThat(names(found)).containsExactly("r", "@Phase3Timed");
            assertThat(found.get(0).expressions()).isEmpty();
        }

        @Test
        void leaves_the_configured_rule_as_it_is_for_other_methods() {
            Rule configured = rule("r", "*..*.*(..)").kind(Kind.VISION).build();
            RuleMatcher matcher = new RuleMatcher(List.of(configured));
            assertThat(matcher.rulesOf(ClassFiles.method(Crm.Annotated.class, "fully")))
                    .hasSize(1);
            assertThat(matcher.rulesOf(ClassFiles.method(Crm.FlatDeals.class, "close")))
                    .singleElement()
                    .isSameAs(configured);
        }

        @Test
        void that_cannot_be_is_an_error_even_where_a_rule_matches() {
            assertThatThrownBy(() -> rulesOf(
                            Crm.Annotated.class,
                            "nonsense",
                            rule("r", "*..*.nonsense()").build()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}

package io.phase3.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phase3.agent.config.Attribute;
import io.phase3.agent.config.Kind;
import io.phase3.agent.config.Rule;
import io.phase3.agent.expression.Expression;
import io.phase3.agent.expression.ExpressionException;
import io.phase3.annotations.Phase3Conversion;
import io.phase3.annotations.Phase3Timed;
import java.util.Map;
import net.bytebuddy.description.type.TypeDescription;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AnnotatedRulesTest {
    private static Rule ruleOf(String method) {
        return AnnotatedRules.of(ClassFiles.method(Crm.Annotated.class, method)).get(0);
    }

    @Nested
    class Phase3Timed_says {
        @Test
        void nothing_but_its_kind_where_it_is_left_empty() {
            Rule rule = ruleOf("plainly");
            assertThat(rule.kind()).isEqualTo(Kind.TIMED);
            assertThat(rule.feature()).isEmpty();
            assertThat(rule.api()).isEmpty();
            assertThat(rule.metric()).isEmpty();
            assertThat(rule.help()).isEmpty();
            assertThat(rule.buckets()).isEmpty();
            assertThat(rule.expressions()).isEmpty();
            assertThat(rule.labels()).isEmpty();
        }

        @Test
        void what_its_attributes_say() {
            Rule rule = ruleOf("fully");
            assertThat(rule.kind()).isEqualTo(Kind.VISION);
            assertThat(rule.feature()).contains("property");
            assertThat(rule.api()).contains("claude");
            assertThat(rule.expressions())
                    .isEqualTo(Map.of(
                            Attribute.TYPE, Expression.parse("'luxury'"),
                            Attribute.LEAD, Expression.parse("arg0.leadId"),
                            Attribute.SUCCESS, Expression.parse("error == null"),
                            Attribute.COST, Expression.parse("0.02")));
        }

        @Test
        void how_a_metric_of_ones_own_looks() {
            Rule rule = ruleOf("ownMetric");
            assertThat(rule.kind()).isEqualTo(Kind.HISTOGRAM);
            assertThat(rule.metric()).contains("crm_seconds");
            assertThat(rule.help()).contains("Time.");
            assertThat(rule.buckets()).containsExactly(.5, 1.0);
            assertThat(rule.expressions()).isEqualTo(Map.of(Attribute.VALUE, Expression.parse("1.5")));
            assertThat(rule.labels())
                    .isEqualTo(Map.of("bus", Expression.parse("'leads'"), "stage", Expression.parse("'a = b'")));
        }

        @Test
        void where_it_stands() {
            assertThat(ruleOf("plainly").toString())
                    .isEqualTo("rule '@Phase3Timed' (io.phase3.agent.weave.Crm$Annotated.plainly)");
        }
    }

    @Nested
    class Phase3Conversion_says {
        @Test
        void what_its_attributes_say() {
            Rule rule = ruleOf("convert");
            assertThat(rule.name()).isEqualTo("@Phase3Conversion");
            assertThat(rule.kind()).isEqualTo(Kind.CONVERSION);
            assertThat(rule.feature()).contains("crm");
            assertThat(rule.expressions())
                    .isEqualTo(Map.of(
                            Attribute.LEAD, Expression.parse("arg0.leadId"),
                            Attribute.ID, Expression.parse("'1'"),
                            Attribute.REVENUE, Expression.parse("10"),
                            Attribute.REFUND, Expression.parse("0"),
                            Attribute.CURRENCY, Expression.parse("arg0.currency"),
                            Attribute.TYPE, Expression.parse("'sale'"),
                            Attribute.SUCCESS, Expression.parse("error == null")));
        }
    }

    @Nested
    class What_cannot_be {
        @Test
        void is_a_kind_that_does_not_exist() {
            assertThatThrownBy(() -> ruleOf("misspelt"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("kind: there is no kind 'websockt' – did you mean 'websocket'?");
            assertThatThrownBy(() -> ruleOf("nonsense"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("kind: there is no kind 'banana'");
        }

        @Test
        void is_a_label_without_a_value() {
            assertThatThrownBy(() -> ruleOf("labelWithoutValue"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("labels: expected \"name = expression\", found \"bus\"");
        }

        @Test
        void is_an_expression_that_is_none_and_the_message_names_its_key() {
            assertThatThrownBy(() -> ruleOf("brokenExpression"))
                    .isInstanceOf(ExpressionException.class)
                    .hasMessageStartingWith("type: at column 6: expected a property name");
            assertThatThrownBy(() -> ruleOf("brokenLabel"))
                    .isInstanceOf(ExpressionException.class)
                    .hasMessageStartingWith("labels.bus: at column ");
        }
    }

    @Nested
    class The_descriptors {
        @Test
        void are_those_of_the_annotations() {
            assertThat(AnnotatedRules.descriptors())
                    .containsExactlyInAnyOrder(
                            TypeDescription.ForLoadedType.of(Phase3Timed.class).getDescriptor(),
                            TypeDescription.ForLoadedType.of(Phase3Conversion.class)
                                    .getDescriptor());
        }
    }
}

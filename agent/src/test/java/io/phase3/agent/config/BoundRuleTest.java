package io.phase3.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phase3.agent.expression.Expression;
import io.phase3.agent.expression.ExpressionCompiler;
import io.phase3.agent.expression.ExpressionException;
import io.phase3.agent.expression.FailureListener;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatchers;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BoundRuleTest {
    @SuppressWarnings("unused")
    private static final class Desk {
        String sign(String lease) {
            return lease;
        }
    }

    private static Rule.Builder conversion() {
        return Rule.named("sales", "phase3.conf: 3").kind(Kind.CONVERSION);
    }

    private static Rule.Builder with(Rule.Builder rule, Attribute attribute, String expression) {
        return rule.expression(attribute, Expression.parse(expression));
    }

    private static BoundRule bind(Rule rule) {
        return BoundRule.bind(
                rule,
                TypeDescription.ForLoadedType.of(Desk.class)
                        .getDeclaredMethods()
                        .filter(ElementMatchers.named("sign"))
                        .getOnly(),
                new ExpressionCompiler(type -> {}, new FailureListener() {
                    @Override
                    public void failed(Expression expression, Throwable failure) {
                        throw new AssertionError(expression.toString(), failure);
                    }

                    @Override
                    public void switchedOff(Expression expression, Throwable lastFailure) {
                        throw new AssertionError(expression.toString(), lastFailure);
                    }
                }));
    }

    @Nested
    class A_conversion {
        @ParameterizedTest
        @EnumSource(names = {"REVENUE", "REFUND"})
        void with_money_but_without_an_identity_is_refused(Attribute money) {
            Rule rule = with(with(conversion(), Attribute.LEAD, "arg0"), money, "10")
                    .build();

            assertThatThrownBy(() -> bind(rule))
                    .isInstanceOf(ExpressionException.class)
                    .hasMessage("a conversion with " + money.key()
                            + " needs id, the expression of its identity: the same id is never counted twice");
        }

        @ParameterizedTest
        @EnumSource(names = {"REVENUE", "REFUND"})
        void may_have_its_identity_from_an_annotation(Attribute money) {
            Rule configured = with(conversion(), money, "10").build();
            Rule annotated = with(conversion(), Attribute.ID, "result").build();

            BoundRule bound = bind(configured.orElse(annotated));

            assertThat(bound.evaluation(money)).isPresent();
            assertThat(bound.evaluation(Attribute.ID)).isPresent();
        }

        @Test
        void without_money_needs_no_identity() {
            assertThat(bind(with(conversion(), Attribute.LEAD, "arg0").build()).evaluation(Attribute.LEAD))
                    .isPresent();
        }
    }

    @Nested
    class An_expression {
        @Test
        void that_does_not_fit_the_method_is_refused_under_its_key() {
            Rule rule = with(with(conversion(), Attribute.ID, "result"), Attribute.CURRENCY, "EUR")
                    .build();

            assertThatThrownBy(() -> bind(rule))
                    .isInstanceOf(ExpressionException.class)
                    .hasMessageStartingWith("currency: ");
        }
    }
}

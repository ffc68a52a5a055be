package io.phase3.agent.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every text and every number. */
class ExpressionPropertiesTest {
    private static final List<String> PIECES = List.of(
            "arg0", "this", "result", "error", "a", "true", "null", "mdc", "new", "'", "'t'", "\\", "1", "0.03", "1e3",
            ".", "?.", "[*]", ",", "(", ")", "[", "]", "[0]", "['x']", "+", "-", "*", "/", "<", "<=", ">", ">=", "==",
            "!=", "&&", "||", "!", "?", ":", "??", "=", "&", "|", "\"", " ", "\n", "\u0000", "\uD83D", "é");

    @Property
    void any_text_is_an_expression_or_an_ExpressionException(@ForAll String text) {
        assertParsesOrExplains(text);
    }

    @Property(tries = 5000)
    void any_text_near_the_grammar_is_an_expression_or_an_ExpressionException(@ForAll("nearTheGrammar") String text) {
        assertParsesOrExplains(text);
    }

    @Provide
    Arbitrary<String> nearTheGrammar() {
        return Arbitraries.of(PIECES).list().ofMaxSize(25).map(pieces -> String.join("", pieces));
    }

    private static void assertParsesOrExplains(String text) {
        try {
            assertRoundTrip(Expression.parse(text));
        } catch (ExpressionException malformed) {
            assertThat(malformed.position()).isBetween(0, text.length());
            assertThat(malformed).hasMessageStartingWith("at column " + (malformed.position() + 1) + ": ");
        }
    }

    @Property(tries = 3000)
    void a_printed_expression_parses_to_an_equal_one(@ForAll("expressions") String text) {
        assertRoundTrip(Expression.parse(text));
    }

    private static void assertRoundTrip(Expression expression) {
        String printed = expression.syntax().toString();
        Expression again = Expression.parse(printed);
        assertThat(again).as(printed).isEqualTo(expression);
        assertThat(again.syntax()).hasToString(printed);
    }

    @Property(tries = 3000)
    void an_expression_that_fits_never_throws_when_evaluated(@ForAll("expressions") String text, @ForAll Use use) {
        Call call = Call.to(Shop.class, "sell").with(Shop.Deal.of("d", "1"), 1, List.of("x"));
        try {
            Evaluation evaluation = call.compile(text, use);
            evaluation.text(call.frame());
            evaluation.number(call.frame());
            evaluation.condition(call.frame());
            evaluation.object(call.frame());
        } catch (ExpressionException doesNotFit) {
            assertThat(doesNotFit.position()).isBetween(0, text.length());
        }
    }

    @Provide
    Arbitrary<String> expressions() {
        Arbitrary<String> leaf = Arbitraries.of(
                "arg0",
                "arg1",
                "arg2",
                "this",
                "result",
                "true",
                "null",
                "1",
                "0.03",
                "1e3",
                "'a'",
                "'\\'\\\\'",
                "mdc('k')");
        return Arbitraries.recursive(() -> leaf, ExpressionPropertiesTest::larger, 0, 4)
                .withoutEdgeCases();
    }

    private static Arbitrary<String> larger(Arbitrary<String> part) {
        Arbitrary<Operator> operator = Arbitraries.of(Operator.class);
        return Arbitraries.oneOf(
                part,
                part.map(a -> "(" + a + ").p"),
                part.map(a -> "(" + a + ")?.p"),
                part.map(a -> "(" + a + ")[0]"),
                part.map(a -> "(" + a + ")[*]"),
                part.map(a -> "(" + a + ")[*]?.p == null"),
                part.map(a -> "(" + a + ")['not a name']"),
                part.map(a -> "-" + a),
                part.map(a -> "!" + a),
                Combinators.combine(part, operator, part)
                        .as((a, between, b) -> "(" + a + ")" + between.symbol + "(" + b + ")"),
                Combinators.combine(part, operator, part).as((a, between, b) -> a + " " + between.symbol + " " + b),
                Combinators.combine(part, part, part).as((a, b, c) -> "(" + a + ") ? " + b + " : " + c));
    }

    @Property(tries = 3000)
    void arithmetic_is_that_of_BigDecimal(
            @ForAll("decimals") BigDecimal a,
            @ForAll("decimals") BigDecimal b,
            @ForAll("arithmetic") Operator operator) {
        Call call = Call.to(Shop.class, "numbers").with(0, a, b, 0, 0, 0);
        BigDecimal value = call.number("arg1 " + operator.symbol + " arg2");

        assertThat(value).isEqualTo(reference(a, operator, b));
        assertThat(call.failures).hasSize(value == null ? 1 : 0);
    }

    @Property
    void literals_are_exact(@ForAll("decimals") BigDecimal number) {
        assertThat(Call.to(Shop.class, "count").number(number.toString())).isEqualByComparingTo(number);
    }

    @Property
    void comparing_is_that_of_BigDecimal(@ForAll long whole, @ForAll("decimals") BigDecimal number) {
        Call call = Call.to(Shop.class, "numbers").with(0, number, 0, 0, whole, whole);
        int order = BigDecimal.valueOf(whole).compareTo(number);

        assertThat(call.condition("arg4 < arg1")).isEqualTo(order < 0);
        assertThat(call.condition("arg4 <= arg1")).isEqualTo(order <= 0);
        assertThat(call.condition("arg4 > arg1")).isEqualTo(order > 0);
        assertThat(call.condition("arg4 >= arg1")).isEqualTo(order >= 0);
        assertThat(call.condition("arg4 == arg1")).isEqualTo(order == 0);
        assertThat(call.condition("arg5 != arg1")).isEqualTo(order != 0);
    }

    @Provide
    Arbitrary<BigDecimal> decimals() {
        return Combinators.combine(
                        Arbitraries.bigIntegers(), Arbitraries.integers().between(-3000, 3000))
                .as((digits, scale) -> new BigDecimal(digits, scale))
                .filter(number -> Math.abs((long) number.precision() - number.scale()) < 3000)
                .map(number -> number.signum() < 0 ? number.negate() : number);
    }

    @Provide
    Arbitrary<Operator> arithmetic() {
        return Arbitraries.of(Operator.ADD, Operator.SUBTRACT, Operator.MULTIPLY, Operator.DIVIDE);
    }

    private static BigDecimal reference(BigDecimal a, Operator operator, BigDecimal b) {
        return switch (operator) {
            case ADD -> a.add(b, MathContext.DECIMAL128);
            case SUBTRACT -> a.subtract(b, MathContext.DECIMAL128);
            case MULTIPLY -> a.multiply(b, MathContext.DECIMAL128);
            default -> b.signum() == 0 ? null : a.divide(b, MathContext.DECIMAL128);
        };
    }
}

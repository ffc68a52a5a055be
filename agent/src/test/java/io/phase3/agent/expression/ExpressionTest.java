package io.phase3.agent.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    private static String canonical(String text) {
        return Expression.parse(text).syntax().toString();
    }

    @Nested
    class A_well_formed_text {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "arg0",
                    "this",
                    "result",
                    "error.message",
                    "lead.deals[0].price",
                    "a?.b",
                    "a?.b.c?.d[0]?.e",
                    "a[*]",
                    "a[*].b[*]?.c == 'd'",
                    "headers['content-type']",
                    "mdc('user')",
                    "-arg0",
                    "!arg0",
                    "--arg0",
                    "1 + 2 - 3 * 4 / 5",
                    "a < b",
                    "a <= b",
                    "a > b",
                    "a >= b",
                    "a == b",
                    "a != b",
                    "a && b",
                    "a || b",
                    "a ?? b",
                    "a ? b : c",
                    "(1).x",
                    "'text'.length",
                    "0.03",
                    "1e3",
                    "1.5E-6",
                    "'It\\'s a \\\\'",
                    "true",
                    "false",
                    "null",
                    "x.new",
                    "x.this",
                    "größe.\uD835\uDC9C",
                    "error.class.simpleName"
                })
        void is_parsed_and_printed_as_it_stands(String text) {
            assertThat(canonical(text)).isEqualTo(text);
        }

        @Test
        void gives_its_text_back_unchanged() {
            assertThat(Expression.parse(" arg0 .type ")).hasToString(" arg0 .type ");
        }

        @Test
        void equals_another_that_means_the_same() {
            assertThat(Expression.parse("(a.b)+ 1"))
                    .isEqualTo(Expression.parse("a.b+1"))
                    .hasSameHashCodeAs(Expression.parse("a.b+1"))
                    .isNotEqualTo(Expression.parse("a.b+2"))
                    .isNotEqualTo(Expression.parse("a?.b+1"));
        }

        @Test
        void may_be_as_long_as_the_bound() {
            String longest = "'" + "x".repeat(4094) + "'";
            assertThat(Expression.parse(longest)).hasToString(longest);
        }
    }

    @Nested
    class Precedence {
        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                        a + b * c           | a + (b * c)
                        a - b - c           | (a - b) - c
                        a / b * c           | (a / b) * c
                        -a * b              | (-a) * b
                        !a && b             | (!a) && b
                        -a.b                | -(a.b)
                        a + b < c + d       | (a + b) < (c + d)
                        a < b == c > d      | (a < b) == (c > d)
                        a == b && c != d    | (a == b) && (c != d)
                        a && b + c          | a && (b + c)
                        a ?? b == c         | a ?? (b == c)
                        a ?? b ?? c         | a ?? (b ?? c)
                        a ?? b ? c : d      | (a ?? b) ? c : d
                        a ? b : c ? d : e   | a ? b : (c ? d : e)
                        a ? b ? c : d : e   | a ? (b ? c : d) : e
                        """)
        void decides_what_belongs_together(String plain, String grouped) {
            assertThat(Expression.parse(plain)).isEqualTo(Expression.parse(grouped));
        }

        @Test
        void of_and_is_above_that_of_or() {
            assertThat(Expression.parse("a || b && c")).isEqualTo(Expression.parse("a || (b && c)"));
            assertThat(Expression.parse("a ?? b || c")).isEqualTo(Expression.parse("a ?? (b || c)"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"a - (b - c)", "(a ?? b) ?? c", "(a ? b : c) ? d : e", "(a + b).c", "-(a + b)", "!(a && b)"})
        void is_overruled_by_parentheses_that_the_printer_keeps(String text) {
            assertThat(canonical(text)).isEqualTo(text);
        }
    }

    @Nested
    class A_malformed_text {
        private void assertMessage(String text, int position, String message) {
            ExpressionException exception =
                    catchThrowableOfType(ExpressionException.class, () -> Expression.parse(text));
            assertThat(exception).as(text).isNotNull().hasMessage("at column " + (position + 1) + ": " + message);
            assertThat(exception.position()).isEqualTo(position);
        }

        @Test
        void says_where_and_what_was_expected() {
            String value = "expected a value such as arg0, result, a number or a 'text', found ";
            assertMessage("", 0, value + "the end of the expression");
            assertMessage("1 + ", 4, value + "the end of the expression");
            assertMessage("* 2", 0, value + "'*'");
            assertMessage(".5", 0, value + "'.'");
            assertMessage("arg0.*", 5, "expected a property name after '.', found '*'");
            assertMessage("arg0?.5", 6, "expected a property name after '?.', found the number 5");
            assertMessage("arg0?.get()", 9, "an expression can only read, it calls no methods");
            assertMessage("arg0[*", 6, "expected ']', found the end of the expression");
            assertMessage("arg0.5", 5, "expected a property name after '.', found the number 5");
            assertMessage("arg0 arg1", 5, "expected an operator or the end of the expression, found 'arg1'");
            assertMessage("(arg0", 5, "expected ')', found the end of the expression");
            assertMessage(
                    "a ? b",
                    5,
                    "expected ':' and the value for when the condition is false, found the end of the expression");
            assertMessage("a[b]", 2, "expected [0], ['b'] or [*] for all elements, found 'b'");
            String element = "expected [0], ['key'] or [*] for all elements, found ";
            assertMessage("a[]", 2, element + "']'");
            assertMessage("a[-1]", 2, element + "'-'");
            assertMessage("a[1.5]", 2, element + "the number 1.5");
            assertMessage("a[9999999999]", 2, element + "the number 9999999999");
            assertMessage("a[0", 3, "expected ']', found the end of the expression");
            assertMessage("mdc(x)", 4, "expected the key as a text literal: mdc('key'), found 'x'");
        }

        @Test
        void says_what_is_wrong_with_a_number() {
            assertMessage("1.", 2, "expected a digit after the decimal point, found the end of the expression");
            assertMessage("1.x", 2, "expected a digit after the decimal point, found 'x'");
            assertMessage("1e", 2, "expected the digits of an exponent, found the end of the expression");
            assertMessage("1e6145", 2, "an exponent may be at most 6144");
            assertMessage("1e99999999999", 2, "an exponent may be at most 6144");
        }

        @Test
        void says_what_is_wrong_with_a_text_literal() {
            assertMessage("1 + 'abc", 4, "the text literal that starts here has no closing '");
            assertMessage("'a\\n'", 2, "after \\ only ' or \\ may stand in a text literal");
            assertMessage("\"abc\"", 0, "a text literal stands in single quotes: 'text'");
        }

        @Test
        void says_which_operator_was_meant() {
            assertMessage("a = b", 2, "an expression can only read, it assigns nothing; '==' compares");
            assertMessage("a & b", 2, "expected '&&', found '&'");
            assertMessage("a | b", 2, "expected '||', found '|'");
            assertMessage("a % b", 2, "expected a name, a number, a text literal or an operator, found '%'");
            assertMessage(
                    "a \u0000",
                    2,
                    "expected a name, a number, a text literal or an operator, found the character U+0000");
        }

        @Test
        void is_told_that_an_expression_can_only_read() {
            assertMessage(
                    "arg0.getType()",
                    12,
                    "an expression can only read, it calls no methods; write 'type' for what getType() returns");
            assertMessage("arg0.close()", 10, "an expression can only read, it calls no methods");
            assertMessage("exit(1)", 4, "an expression can only read, it calls no methods");
            assertMessage("new Lead()", 0, "an expression can only read, it constructs no objects");
        }
    }

    @Nested
    class A_bound {
        @Test
        void holds_for_the_length() {
            assertThatThrownBy(() -> Expression.parse(" ".repeat(4097)))
                    .isInstanceOf(ExpressionException.class)
                    .hasMessageContaining("at most 4096 characters");
        }

        @ParameterizedTest
        @ValueSource(strings = {"(", "-", "!", "a ? ", "a ? b : ", "a + ", "a ?? ", "a || "})
        void holds_for_the_depth_however_it_comes_about(String repeated) {
            String deep = repeated.repeat(4000 / repeated.length()) + "a";
            assertThatThrownBy(() -> Expression.parse(deep))
                    .isInstanceOf(ExpressionException.class)
                    .hasMessageContaining("nested at most 100 levels deep");
        }

        @Test
        void holds_for_the_length_of_a_path() {
            assertThat(Expression.parse("a" + ".b".repeat(99))).isNotNull();
            assertThatThrownBy(() -> Expression.parse("a" + "[*]?.b".repeat(50)))
                    .hasMessageContaining("nested at most 100 levels deep");
            assertThatThrownBy(() -> Expression.parse("a" + ".b".repeat(100)))
                    .hasMessageContaining("nested at most 100 levels deep");
        }
    }
}

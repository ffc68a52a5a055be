package io.phase3.agent.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedPatternTest {
    private static PatternException failure(String text) {
        PatternException failure = catchThrowableOfType(PatternException.class, () -> MethodPattern.parse(text));
        assertThat(failure).as(text).isNotNull();
        return failure;
    }

    private static void assertFailure(String text, int column, String problem) {
        PatternException failure = failure(text);
        assertThat(failure).hasMessage("'%s': column %d: %s", text, column, problem);
        assertThat(failure.position()).isEqualTo(column - 1);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\n\t"})
    void nothing_is_no_pattern(String text) {
        assertThat(failure(text))
                .hasMessage("'': column 1: the pattern is empty; write for example com.acme.Deals+.close(..)");
    }

    @Test
    void a_text_without_end_is_no_pattern() {
        assertThat(failure("a.B.close(" + "int,".repeat(1_000) + "int)"))
                .hasMessageEndingWith("column 1025: the pattern is 4014 characters long; at most 1024 are allowed");
        assertThat(MethodPattern.parse("a.B." + "c".repeat(1_018) + "()").methodName())
                .isPresent();
    }

    @Test
    void a_message_stays_on_one_line() {
        assertThat(failure("a.B.close\n(\n;)").getMessage())
                .doesNotContain("\n")
                .contains("found ';'");
        assertThat(failure("a.B.close(\u0000)").getMessage()).contains("found U+0000");
    }

    @Nested
    class A_missing_part {
        @Test
        void is_the_type() {
            assertFailure(
                    "close(..)", 1, "the type that declares 'close' is missing; for any type write *..*.close(..)");
            assertFailure(
                    "public void close",
                    13,
                    "the type that declares 'close' is missing; for any type write public void *..*.close(..)");
            assertFailure(
                    "com.acme..close(..)",
                    9,
                    "behind '..' a type is expected before the method's name; for any type write com.acme..*.close");
        }

        @Test
        void is_the_parameters() {
            assertFailure(
                    "com.acme.Deals.close",
                    21,
                    "the parameters are missing; for any parameters write com.acme.Deals.close(..)");
            assertFailure("com.acme.Deals.close(String", 28, "expected ',' or ')' behind a parameter, found the end");
            assertFailure(
                    "a.B.close(int,)",
                    15,
                    "expected a parameter's type, '*' for any type or '..' for any number of parameters, found ')'");
        }

        @Test
        void is_the_method() {
            assertFailure(
                    "void com.acme.Deals",
                    20,
                    "the method is missing; for any method of the type write void com.acme.Deals.*(..)");
            assertFailure("com.acme.Deals.(..)", 16, "the method's name is missing; write * for any");
            assertFailure(
                    "@com.acme.Vision",
                    17,
                    "expected a type and a method such as com.acme.Deals.close(..), found the end");
            assertFailure("(@com.acme.Vision *..*).(..)", 25, "the method's name is missing; write * for any");
        }
    }

    @Nested
    class What_cannot_be_measured_or_matched {
        @Test
        void is_a_constructor() {
            assertFailure("com.acme.Deals.new(..)", 16, "constructors cannot be measured; name a method");
            assertFailure("com.acme.Deals.<init>(..)", 16, "constructors cannot be measured; name a method");
            assertFailure("(@A *).new(..)", 8, "constructors cannot be measured; name a method");
            assertFailure("com.acme.Deals.<clinit>()", 16, "static initialisers cannot be measured; name a method");
        }

        @Test
        void is_a_type_argument() {
            assertFailure(
                    "a.B.close(java.util.List<String>)",
                    25,
                    "types are matched without their type arguments; write the erased type: java.util.List");
            assertFailure("<T> T a.B.close()", 1, "type parameters are no part of a pattern; leave out '<...>'");
        }

        @Test
        void is_an_annotations_value_or_a_parameters_annotation() {
            assertFailure(
                    "@com.acme.Vision(\"x\") a.B.close()",
                    17,
                    "values of an annotation cannot be matched; write @com.acme.Vision alone");
            assertFailure(
                    "a.B.close(@A String)", 11, "annotations of parameters cannot be matched; write the type alone");
        }

        @Test
        void is_a_parameters_name() {
            assertFailure("a.B.close(String lead)", 18, "a parameter is only a type, without name and modifiers");
        }

        @Test
        void is_a_contradiction() {
            assertFailure(
                    "public private a.B.close()",
                    8,
                    "'private' contradicts 'public': no method could match; leave one of them out");
            assertFailure(
                    "static !static a.B.close()",
                    8,
                    "'!static' contradicts 'static': no method could match; leave one of them out");
            assertFailure(
                    "!final final a.B.close()",
                    8,
                    "'final' contradicts '!final': no method could match; leave one of them out");
        }

        @Test
        void is_anything_that_is_no_modifier_behind_an_exclamation_mark() {
            assertFailure(
                    "!com.acme.Deals.close()",
                    2,
                    "only a modifier can stand behind '!': one of public, protected, private, static, final,"
                            + " synchronized, abstract, native");
        }
    }

    @Nested
    class A_sign_out_of_place {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        com.acme.**.close()        | 10 | '*' stays within one name, '**' means nothing; across packages write com.acme..*
                        com...Deals.close()        |  4 | '...' is no part of a name; write '..' for any packages
                        ..Deals.close()            |  1 | a name cannot begin with '.'; for any package write *..Deals
                        .Deals.close()             |  1 | a name cannot begin with '.'; for any package write *..Deals
                        com. a.B.close()           |  5 | a name cannot end with '.'; for any type write com.*
                        a.B+c.close()              |  4 | '+' is out of place; expected a type such as com.acme.Deals, com.acme.Deals+ or com.acme.Deals+[]
                        a.B.close+()               | 10 | '+' is out of place; '+' and '[]' belong to types: com.acme.Deals+.close(..)
                        a.B[].close()              |  4 | an array declares no methods; name its element type
                        int.close()                |  1 | 'int' declares no methods; expected a class or an interface
                        a.B.close(int+)            | 14 | 'int' has no subtypes; write int
                        a.B.close(int+[])          | 14 | 'int' has no subtypes; write int[]
                        void[] a.B.close()         |  5 | 'void' has no arrays; write void
                        a.B.close(void)            | 11 | no parameter is void; write () for no parameters
                        a.B.close(String[]+)       | 17 | '[' is out of place; expected a type such as com.acme.Deals, com.acme.Deals+ or com.acme.Deals+[]
                        a.B.close(int..., String)  | 17 | 'int...' must be the last parameter; an array before it is written with []
                        a.B.close(...)             | 11 | '...' is no part of a name; write '..' for any packages
                        @A+ a.B.close()            |  3 | '+' is out of place; an annotation is a plain name, without '+' and '[]'
                        @ A a.B.close()            |  2 | expected the annotation's name right after '@', such as @com.acme.Vision, found ' '
                        (@A B)+.close()            |  7 | write the '+' inside the parentheses: (... B+)
                        (@A).close()               |  4 | expected a type; write *..* for any type, found ')'
                        (@A B C).close()           |  7 | expected ')' behind the type, found 'C'
                        (@A B).C.close()           |  9 | behind the parentheses only the method's name can stand: (@x.Y com.acme.Deals).close(..)
                        a.B.close(..) && c.D.e()   | 15 | expected the end behind ')'; several patterns are several entries of the list, found '&'
                        a.B.close(..) throws E     | 15 | expected the end behind ')'; several patterns are several entries of the list, found 't'
                        (@A B) a.B.close()         |  1 | parentheses hold the parameters, or a type right before '.': (@x.Y com.acme.Deals).close(..)
                        default void a.B.close()   | 14 | expected '.' and a method's name behind 'void', found 'a'
                        a/B.close()                |  2 | expected '.' and a method's name behind 'a', found '/'
                        a.B.close{}                | 10 | expected '(' behind the method's name, found '{'
                        a.B#close()                |  4 | expected '(' behind the method's name, found '#'
                        """)
        void is_shown_with_its_column(String text, int column, String problem) {
            assertFailure(text, column, problem);
        }

        @ParameterizedTest
        @ValueSource(strings = {"void public a.B.close()", "void !public a.B.close()", "void @A a.B.close()"})
        void may_be_a_modifier_or_an_annotation_behind_the_return_type(String text) {
            assertFailure(
                    text,
                    6,
                    "annotations and modifiers stand before the return type; the order is:"
                            + " @annotations modifiers return-type type.method(parameters)");
        }
    }
}

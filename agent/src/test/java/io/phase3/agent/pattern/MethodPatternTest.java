package io.phase3.agent.pattern;

import static io.phase3.agent.pattern.Described.assertMatch;
import static io.phase3.agent.pattern.Described.assertNoMatch;
import static io.phase3.agent.pattern.Described.methods;
import static io.phase3.agent.pattern.Described.mismatch;
import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.pattern.acme.crm.AbstractDeals;
import io.phase3.agent.pattern.acme.crm.Deals;
import io.phase3.agent.pattern.acme.crm.InheritedVision;
import io.phase3.agent.pattern.acme.crm.LuxuryDeals;
import io.phase3.agent.pattern.acme.leads.LeadSocket;
import net.bytebuddy.description.method.MethodDescription;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodPatternTest {
    private static final String ACME = "io.phase3.agent.pattern.acme";
    private static final String SOCKET = ACME + ".leads.LeadSocket";
    private static final String DEALS = ACME + ".crm.Deals";

    @Nested
    class The_declaring_type {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "io.phase3.agent.pattern.acme.leads.LeadSocket",
                    "io.phase3.agent.pattern.acme.leads.*",
                    "io.phase3.agent.pattern.acme.leads.Lead*",
                    "io.phase3.agent.pattern.acme.*.*Socket",
                    "io.phase3..*",
                    "io..acme..*",
                    "io..leads.*",
                    "*..LeadSocket",
                    "*..leads.L*d*t",
                    "io.phase3.agent.pattern.acme.leads..LeadSocket",
                    "*",
                    "*..*",
                    "Object+",
                    "*..Lead*+",
                })
        void may_be_named_in_full_or_with_wildcards(String type) {
            assertMatch(type + ".onMessage(..)", LeadSocket.class, "onMessage");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "io.phase3.agent.pattern.acme.leads.Socket",
                    "io.phase3.agent.pattern.acme.leads.LeadSocke",
                    "io.phase3.*",
                    "io.phase3.agent.pattern.acme.*",
                    "com..*",
                    "*..Socket",
                    "*.LeadSocket",
                    "io..crm..*",
                    "io.phase3.agent.pattern.acme.leads.LeadSocket..*",
                    "String",
                    "String+",
                })
        void says_no_first(String type) {
            for (MethodDescription.InDefinedShape method : methods(LeadSocket.class, "onMessage")) {
                assertThat(mismatch(type + ".other()", method)).hasValueSatisfying(mismatch -> {
                    assertThat(mismatch.part()).isEqualTo(type);
                    assertThat(mismatch.reason()).startsWith("the type is " + SOCKET);
                    assertThat(mismatch.ordinal()).isZero();
                });
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "io.phase3.agent.pattern.acme.crm.Deals.Deal.Line",
                    "io.phase3.agent.pattern.acme.crm.Deals$Deal$Line",
                    "io.phase3.agent.pattern.acme.crm.Deals$Deal.Line",
                    "io.phase3.agent.pattern.acme.crm.Deals.*.Line",
                    "io.phase3.agent.pattern.acme.crm.Deals..*",
                    "io.phase3.agent.pattern.acme.crm.*",
                    "*..Line",
                    "*..Deal.Line",
                    "*..Deals..Line",
                })
        void may_be_nested_with_a_dot_or_a_dollar(String type) {
            assertMatch(type + ".amount()", Deals.Deal.Line.class, "amount");
        }

        @Test
        void suggests_the_plus_where_the_method_is_a_subtypes() {
            assertNoMatch(
                    DEALS + ".close(..)",
                    LuxuryDeals.class,
                    "close",
                    DEALS,
                    "the type is " + ACME + ".crm.LuxuryDeals, a subtype; write " + DEALS
                            + "+ for the type and its subtypes");
        }

        @Test
        void suggests_any_package_where_only_the_package_is_missing() {
            assertNoMatch(
                    "LeadSocket.onMessage(..)",
                    LeadSocket.class,
                    "onMessage",
                    "LeadSocket",
                    "the type is " + SOCKET + "; write *..LeadSocket for any package");
            assertNoMatch(
                    "Deals+.onMessage(..)",
                    LeadSocket.class,
                    "onMessage",
                    "Deals+",
                    "the type is " + SOCKET + ", which is no subtype");
        }
    }

    @Nested
    class The_plus {
        @Test
        void finds_the_type_itself_and_subtypes_through_superclasses_and_interfaces() {
            assertMatch(DEALS + "+.names()", Deals.class, "names");
            assertMatch(DEALS + "+.close(..)", LuxuryDeals.class, "close");
            assertMatch("*..AbstractDeals+.close(..)", LuxuryDeals.class, "close");
            assertMatch(DEALS + "+.look()", InheritedVision.class, "look");
        }

        @Test
        void finds_no_other_type() {
            assertNoMatch(
                    DEALS + "+.id()",
                    Deals.Deal.class,
                    "id",
                    DEALS + "+",
                    "the type is " + ACME + ".crm.Deals$Deal, which is no subtype");
        }

        @Test
        void counts_interfaces_as_objects() {
            assertMatch("Object+.names()", Deals.class, "names");
        }
    }

    @Nested
    class An_annotation_of_the_type {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "(@io.phase3.agent.pattern.acme.Vision *..*)",
                    "(@io.phase3.agent.pattern.acme.Vision io.phase3..*)",
                    "( @io.phase3..* @*..Marked io.phase3.agent.pattern.acme.crm.Deals+ )",
                    "(@*..Vision LuxuryDeals+)",
                    "(@*..Vision.Marked *)",
                })
        void must_be_borne_by_the_declaring_type(String type) {
            String inAnyPackage = type.replace(" LuxuryDeals", " *..LuxuryDeals");
            assertMatch(inAnyPackage + ".close(..)", LuxuryDeals.class, "close");
        }

        @Test
        void is_not_inherited() {
            assertNoMatch(
                    "(@*..Vision " + DEALS + "+).look()",
                    InheritedVision.class,
                    "look",
                    "@*..Vision",
                    "the type " + ACME + ".crm.InheritedVision bears no annotation");
        }

        @Test
        void says_what_the_type_bears_instead() {
            for (MethodDescription.InDefinedShape method : methods(LuxuryDeals.class, "close")) {
                assertThat(mismatch("(@Override *..*).close(..)", method)).hasValueSatisfying(mismatch -> {
                    assertThat(mismatch.part()).isEqualTo("@Override");
                    assertThat(mismatch.reason())
                            .contains("bears ", "@" + ACME + ".Vision$Marked", "@" + ACME + ".Vision");
                    assertThat(mismatch.ordinal()).isZero();
                });
            }
        }
    }

    @Nested
    class The_methods_name {
        @ParameterizedTest
        @ValueSource(strings = {"onMessage", "*", "on*", "*Message", "o*M*e", "onMessage*"})
        void may_have_wildcards(String name) {
            assertMatch(SOCKET + "." + name + "(..)", LeadSocket.class, "onMessage");
        }

        @Test
        void says_which_name_it_found() {
            assertNoMatch(
                    SOCKET + ".onMesage(..)",
                    LeadSocket.class,
                    "onMessage",
                    "onMesage",
                    "the method is named 'onMessage'");
        }
    }

    @Nested
    class Parameters {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "(String, int)",
                    "(java.lang.String,int)",
                    "(..)",
                    "( .. )",
                    "(String, ..)",
                    "(.., int)",
                    "(*, int)",
                    "(*, *)",
                    "(.., String, .., int, ..)",
                    "(.., *)",
                    "(CharSequence+, ..)",
                    "(java.lang.*, i*)",
                    "(Object+, int)",
                })
        void match_by_erased_type(String parameters) {
            assertMatch(SOCKET + ".onMessage" + parameters, LeadSocket.class, "onMessage");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "()",
                    "(String)",
                    "(int, String)",
                    "(String, int, *)",
                    "(String, int, .., *)",
                    "(.., String)",
                    "(String, Object+)",
                    "(CharSequence, int)",
                    "(String[], int)",
                    "(string, int)",
                    "(*[], ..)",
                })
        void say_which_types_they_found(String parameters) {
            assertNoMatch(
                    SOCKET + ".onMessage" + parameters,
                    LeadSocket.class,
                    "onMessage",
                    parameters,
                    "the parameters are (java.lang.String, int)");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "(io.phase3.agent.pattern.acme.crm.Deals[], Object, long[][])",
                    "(*[], *, *[])",
                    "(*[], *, *[][])",
                    "(*..Deals[], *..Object, l*[][])",
                    "(*..Deals+[], ..)",
                    "(Object+[], ..)",
                    "(Object+, Object+, Object+)",
                    "(Cloneable+, ..)",
                    "(.., java.io.Serializable+[])",
                    "(*..Deals..., ..)",
                })
        void may_be_arrays_and_bounds_of_type_variables(String parameters) {
            String last = parameters.replace("..., ..)", "[], ..)");
            assertMatch(SOCKET + ".first" + last, LeadSocket.class, "first");
        }

        @Test
        void with_dots_behind_the_type_are_an_array() {
            assertMatch(SOCKET + ".analyse(String...)", LeadSocket.class, "analyse");
            assertMatch(SOCKET + ".analyse(String[])", LeadSocket.class, "analyse");
            assertMatch(SOCKET + ".analyse(CharSequence+...)", LeadSocket.class, "analyse");
        }
    }

    @Nested
    class The_return_type {
        @ParameterizedTest
        @ValueSource(strings = {"byte[]", "b*[]", "*[]", "*", "*..*"})
        void may_be_an_array(String type) {
            assertMatch(type + " " + SOCKET + ".frame()", LeadSocket.class, "frame");
        }

        @Test
        void may_be_void_a_class_or_a_subtype() {
            assertMatch("void " + SOCKET + ".onMessage(..)", LeadSocket.class, "onMessage");
            assertMatch("java.util.Map " + SOCKET + ".analyse(..)", LeadSocket.class, "analyse");
            assertMatch("*..Deals.Deal+ " + DEALS + "+.close(..)", LuxuryDeals.class, "close");
            assertMatch("int *..Line.amount()", Deals.Deal.Line.class, "amount");
        }

        @Test
        void says_which_type_it_found() {
            assertNoMatch(
                    "void " + SOCKET + ".frame()", LeadSocket.class, "frame", "void", "the method returns byte[]");
            assertNoMatch(
                    "byte " + SOCKET + ".frame()", LeadSocket.class, "frame", "byte", "the method returns byte[]");
            assertNoMatch(
                    "java.util.HashMap " + SOCKET + ".analyse(..)",
                    LeadSocket.class,
                    "analyse",
                    "java.util.HashMap",
                    "the method returns java.util.Map");
        }
    }

    @Nested
    class Modifiers {
        @Test
        void must_all_be_there() {
            assertMatch("protected static synchronized " + SOCKET + ".frame()", LeadSocket.class, "frame");
            assertMatch("static !private !final byte[] " + SOCKET + ".frame()", LeadSocket.class, "frame");
            assertMatch("private final " + SOCKET + ".secret()", LeadSocket.class, "secret");
        }

        @Test
        void say_package_private_by_negation() {
            String packagePrivate = "!public !protected ! private ";
            assertMatch(packagePrivate + SOCKET + ".hidden()", LeadSocket.class, "hidden");
            assertNoMatch(
                    packagePrivate + SOCKET + ".secret()",
                    LeadSocket.class,
                    "secret",
                    "!private",
                    "the method is private");
        }

        @Test
        void say_which_one_is_missing() {
            String hidden = SOCKET + ".hidden()";
            assertNoMatch("public " + hidden, LeadSocket.class, "hidden", "public", "the method is package-private");
            assertNoMatch("static " + hidden, LeadSocket.class, "hidden", "static", "the method is not static");
            assertNoMatch(
                    "public " + SOCKET + ".secret()", LeadSocket.class, "secret", "public", "the method is private");
        }
    }

    @Nested
    class An_annotation_of_the_method {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "@io.phase3.agent.pattern.acme.Vision",
                    "@*..Vision",
                    "@io.phase3..*",
                    "@Deprecated",
                    "@Deprecated @*..Vision public",
                    "public @Deprecated",
                    "@*",
                })
        void must_be_borne(String annotations) {
            assertMatch(annotations + " " + SOCKET + ".*(..)", LeadSocket.class, "analyse");
        }

        @ParameterizedTest
        @ValueSource(strings = {"Vision.Nested", "Vision$Nested"})
        void may_be_nested(String name) {
            assertMatch("@" + ACME + "." + name + " " + SOCKET + ".*(..)", LeadSocket.class, "first");
        }

        @Test
        void says_what_the_method_bears_instead() {
            assertNoMatch(
                    "@java.lang.FunctionalInterface *..*.*(..)",
                    LeadSocket.class,
                    "onMessage",
                    "@java.lang.FunctionalInterface",
                    "the method bears no annotation");
            assertNoMatch(
                    "@*..Vision *..*.*(..)",
                    LeadSocket.class,
                    "first",
                    "@*..Vision",
                    "the method bears @" + ACME + ".Vision$Nested");
        }
    }

    @Nested
    class Methods_without_code_of_their_own {
        private void assertNever(Class<?> type, String name, String reason) {
            assertThat(methods(type, name))
                    .filteredOn(method -> mismatch("*..*.*(..)", method)
                            .filter(mismatch -> mismatch.reason().startsWith(reason)
                                    && mismatch.part().equals("*..*.*(..)")
                                    && mismatch.ordinal() == 6)
                            .isPresent())
                    .isNotEmpty();
        }

        @Test
        void never_match() {
            assertNever(LeadSocket.class, "<init>", "constructors cannot be measured");
            assertNever(LuxuryDeals.class, "close", "the method is a bridge");
            assertNever(LeadSocket.class, "lambda$analyse$0", "the method is synthetic");
            assertNever(AbstractDeals.class, "open", "the method is abstract");
            assertNever(Deals.class, "close", "the method is abstract");
            assertNever(LeadSocket.class, "nativeCall", "the method is native");
        }

        @Test
        void include_static_initialisers() {
            MethodDescription.InDefinedShape initialiser = new MethodDescription.Latent.TypeInitializer(
                    Described.types(LeadSocket.class).get(0));
            assertThat(mismatch("*..*.*(..)", initialiser))
                    .hasValueSatisfying(mismatch ->
                            assertThat(mismatch.reason()).isEqualTo("static initialisers cannot be measured"));
        }
    }

    @Nested
    class What_a_class_file_must_contain {
        @Test
        void is_a_type_of_that_name() {
            MethodPattern exact = MethodPattern.parse("com.acme.Outer.Inner.run()");
            assertThat(exact.couldMatchIn("com.acme.Outer$Inner")).isTrue();
            assertThat(exact.couldMatchIn("com.acme.Outer")).isFalse();
            MethodPattern annotated = MethodPattern.parse("(@com.acme.Vision com.acme..*).run()");
            assertThat(annotated.couldMatchIn("com.acme.a.B")).isTrue();
            assertThat(annotated.couldMatchIn("org.acme.a.B")).isFalse();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"com.acme.Deals+", "(@com.acme.Vision com.acme.Base+)", "*..*", "(@com.acme.Vision *..*)"})
        void is_unknown_where_the_name_does_not_decide(String type) {
            assertThat(MethodPattern.parse(type + ".run()").couldMatchIn("org.other.Thing"))
                    .isTrue();
        }

        @Test
        void is_the_methods_name_if_it_has_no_wildcard() {
            assertThat(MethodPattern.parse("a.B.run()").methodName()).contains("run");
            assertThat(MethodPattern.parse("a.B.r*n()").methodName()).isEmpty();
        }

        @Test
        void is_the_annotation_if_its_name_leaves_no_doubt() {
            assertThat(descriptor("@com.acme.Vision a.B.run()")).isEqualTo("Lcom/acme/Vision;");
            assertThat(descriptor("(@com.acme.Vision a.B+).run()")).isEqualTo("Lcom/acme/Vision;");
            assertThat(descriptor("@com.acme.Outer$Vision a.B.run()")).isEqualTo("Lcom/acme/Outer$Vision;");
            assertThat(descriptor("@*..Any @com.acme.Vision a.B.run()")).isEqualTo("Lcom/acme/Vision;");
            assertThat(descriptor("@Deprecated a.B.run()")).isEqualTo("Ljava/lang/Deprecated;");
            assertThat(descriptor("@Vision a.B.run()")).isEqualTo("LVision;");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a.B.run()",
                    "@com.acme.Outer.Vision a.B.run()",
                    "@com.Acme.vision.Vision a.B.run()",
                    "@com._acme.Vision a.B.run()",
                    "@com.acme.* a.B.run()",
                    "@com..Vision a.B.run()",
                })
        void is_no_annotation_in_doubt(String pattern) {
            assertThat(MethodPattern.parse(pattern).annotationDescriptor()).isEmpty();
        }

        private String descriptor(String pattern) {
            return MethodPattern.parse(pattern).annotationDescriptor().orElseThrow();
        }
    }
}

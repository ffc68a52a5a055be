package io.phase3.agent.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.pattern.acme.crm.Deals;
import io.phase3.agent.pattern.acme.crm.LuxuryDeals;
import io.phase3.agent.pattern.acme.leads.LeadSocket;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class MethodPatternPropertiesTest {
    private static final List<MethodDescription.InDefinedShape> METHODS = List.of(
                    LeadSocket.class,
                    Deals.class,
                    Deals.Deal.Line.class,
                    LuxuryDeals.class,
                    String.class,
                    Thread.class,
                    Map.Entry.class,
                    ConcurrentHashMap.class,
                    ArrayList.class,
                    Optional.class)
            .stream()
            .flatMap(type -> Described.types(type).stream())
            .flatMap(type -> type.getDeclaredMethods().stream())
            .toList();

    @Provide
    Arbitrary<MethodDescription.InDefinedShape> methods() {
        return Arbitraries.of(METHODS);
    }

    /** Pieces of the grammar in any order: near enough to get deep into the parser. */
    @Provide
    Arbitrary<String> nearlyPatterns() {
        return Arbitraries.of(
                        "@",
                        "(",
                        ")",
                        "(..)",
                        "..",
                        "...",
                        ".",
                        "*",
                        "+",
                        "!",
                        " ",
                        ",",
                        "[]",
                        "[",
                        "]",
                        "<",
                        ">",
                        "public",
                        "static",
                        "!private ",
                        "void ",
                        "int",
                        "String",
                        "com.acme",
                        "Deals",
                        "@A ",
                        "(@A ",
                        "new",
                        "<init>",
                        "a.B.c(",
                        "*..*.",
                        "$",
                        "-",
                        "\n",
                        "\u0000",
                        "é",
                        "\ud83d")
                .list()
                .ofMaxSize(14)
                .map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<String> patterns() {
        Arbitrary<String> name =
                Arbitraries.of("a", "com", "Deals", "*", "on*", "L*g", "java", "lang", "String", "x$Y");
        Arbitrary<String> names = name.list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .flatMap(segments -> Arbitraries.of(".", "..").map(dots -> String.join(dots, segments)));
        Arbitrary<String> classes = Arbitraries.oneOf(names, Arbitraries.of("*", "*..*", "java..*", "java.lang.*"))
                .flatMap(type -> Arbitraries.of("", "+").map(plus -> type + plus));
        Arbitrary<String> types = Arbitraries.oneOf(classes, Arbitraries.of("int", "byte", "long"))
                .flatMap(type -> Arbitraries.of("", "[]", "[][]").map(brackets -> type + brackets))
                .filter(type -> !type.matches("(int|byte|long)\\+.*"));
        Arbitrary<String> annotation = names.map(type -> "@" + type + " ");
        Arbitrary<String> annotations = annotation.list().ofMaxSize(2).map(list -> String.join("", list));
        Arbitrary<String> modifiers =
                Arbitraries.of("", "", "public ", "!static !final ", "private static ", "! public ");
        Arbitrary<String> returned = Arbitraries.oneOf(Arbitraries.of("", "void "), types.map(type -> type + " "));
        Arbitrary<String> declaring = Arbitraries.oneOf(
                classes, annotations.flatMap(required -> classes.map(type -> "(" + required + type + ")")));
        Arbitrary<String> parameters = Arbitraries.oneOf(types, Arbitraries.of("..", "*"))
                .list()
                .ofMaxSize(4)
                .map(list -> "(" + String.join(", ", list) + ")");
        return Combinators.combine(
                        annotations,
                        modifiers,
                        returned,
                        declaring,
                        name,
                        Arbitraries.oneOf(parameters, Arbitraries.just("(..)")))
                .as((a, m, r, d, n, p) -> a + m + r + d + "." + n + p);
    }

    @Property(tries = 2_000)
    void any_text_is_a_pattern_or_a_pattern_exception(@ForAll String text) {
        parseOrRefuse(text);
    }

    @Property(tries = 5_000)
    void any_text_near_the_grammar_is_a_pattern_or_a_pattern_exception(@ForAll("nearlyPatterns") String text) {
        parseOrRefuse(text).ifPresent(MethodPatternPropertiesTest::assertPrintsItself);
    }

    @Property(tries = 2_000)
    void a_printed_pattern_parses_to_an_equal_one(@ForAll("patterns") String text) {
        assertPrintsItself(MethodPattern.parse(text));
    }

    @Property(tries = 2_000)
    void quick_answers_are_never_a_wrong_no(
            @ForAll("patterns") String text, @ForAll("methods") MethodDescription.InDefinedShape method) {
        assertQuickAnswers(MethodPattern.parse(text), method);
    }

    @Property(tries = 2_000)
    void a_methods_full_signature_matches_it(
            @ForAll("methods") MethodDescription.InDefinedShape method, @ForAll @IntRange(max = 255) int forms) {
        if (method.getInternalName().startsWith("<")) {
            return;
        }
        MethodPattern pattern = MethodPattern.parse(signature(method, forms));
        boolean measurable = !method.isAbstract() && !method.isNative() && !method.isSynthetic();
        assertThat(pattern.mismatch(method).map(Mismatch::ordinal))
                .as("%s on %s", pattern, method)
                .isEqualTo(measurable ? Optional.empty() : Optional.of(6));
        assertQuickAnswers(pattern, method);
    }

    /** The method as a pattern; each bit of {@code forms} chooses another way to write one part. */
    private static String signature(MethodDescription.InDefinedShape method, int forms) {
        TypeDescription declaring = method.getDeclaringType();
        String type =
                (forms & 1) == 0 ? declaring.getName() : declaring.getName().replace('$', '.');
        type = (forms & 2) == 0 ? type : type + "+";
        type = (forms & 4) == 0 ? type : "*.." + type.substring(type.lastIndexOf('.') + 1);
        String name = (forms & 8) == 0 ? method.getName() : method.getName().charAt(0) + "*";
        String parameters = method.getParameters().asTypeList().asErasures().stream()
                .map(TypeDescription::getCanonicalName)
                .map(parameter ->
                        (forms & 16) == 0 ? parameter : parameter.replaceFirst("^java\\.lang\\.(?=\\w+(\\[])*$)", ""))
                .collect(Collectors.joining(", "));
        parameters = (forms & 32) == 0 ? parameters : (parameters.isEmpty() ? ".." : ".., " + parameters + ", ..");
        String returned = (forms & 64) == 0 ? method.getReturnType().asErasure().getCanonicalName() + " " : "";
        // The same bits mean "bridge" and "varargs" on methods, "volatile" and "transient" on fields.
        int modifiers = method.getModifiers() & Modifier.methodModifiers() & ~Modifier.STRICT;
        String annotations = method.getDeclaredAnnotations().stream()
                .map(AnnotationDescription::getAnnotationType)
                .map(annotation -> "@" + annotation.getName() + " ")
                .collect(Collectors.joining());
        return ((forms & 128) == 0 ? annotations + Modifier.toString(modifiers) + " " : "") + returned + type + "."
                + name + "(" + parameters + ")";
    }

    @Property(tries = 5_000)
    void a_name_pattern_means_its_regular_expression(
            @ForAll("namePatterns") String text, @ForAll("names") String name) {
        String expression = text.replace("$", "\\$")
                .replaceFirst("^\\*\\.\\.", "<any>")
                .replace("..", "[.\\$]<any>")
                .replaceAll("(?<!\\[)\\.(?!\\\\\\$\\])", "[.\\$]")
                .replace("*", "[^.]*")
                .replace("<any>", "(.*[.\\$])?");
        boolean expected = text.equals("*") || Pattern.matches(expression, name);
        assertThat(NamePattern.of(text).matches(name))
                .as("%s on %s, as %s", text, name, expression)
                .isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> namePatterns() {
        Arbitrary<String> segment = Arbitraries.of("a", "b", "ab", "*", "a*", "*b", "a*b", "a$b");
        return segment.list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .flatMap(segments -> Arbitraries.of(".", "..")
                        .list()
                        .ofSize(segments.size() - 1)
                        .map(dots -> {
                            StringBuilder text = new StringBuilder(segments.get(0));
                            for (int i = 1; i < segments.size(); i++) {
                                text.append(dots.get(i - 1)).append(segments.get(i));
                            }
                            return text.toString();
                        }));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("a", "b", "ab", "aab")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .flatMap(segments -> Arbitraries.of(".", "$").map(dot -> String.join(dot, segments)))
                .flatMap(name -> Arbitraries.of("", "a.", "a.b$").map(prefix -> prefix + name));
    }

    private static Optional<MethodPattern> parseOrRefuse(String text) {
        try {
            return Optional.of(MethodPattern.parse(text));
        } catch (PatternException refused) {
            assertThat(refused.position()).isBetween(0, text.length());
            assertThat(refused.getMessage()).isNotBlank().doesNotContain("\n", "\u0000");
            return Optional.empty();
        }
    }

    private static void assertPrintsItself(MethodPattern pattern) {
        MethodPattern again = MethodPattern.parse(pattern.toString());
        assertThat(again).isEqualTo(pattern).hasSameHashCodeAs(pattern).hasToString(pattern.toString());
    }

    private static void assertQuickAnswers(MethodPattern pattern, MethodDescription.InDefinedShape method) {
        boolean matches = pattern.matches(method);
        assertThat(pattern.mismatch(method).isEmpty()).isEqualTo(matches);
        if (matches) {
            assertThat(pattern.couldMatchIn(method.getDeclaringType().getName()))
                    .isTrue();
            assertThat(pattern.methodName().orElse(method.getName())).isEqualTo(method.getName());
            pattern.annotationDescriptor()
                    .ifPresent(descriptor -> assertThat(annotations(method)).contains(descriptor));
        }
    }

    private static List<String> annotations(MethodDescription.InDefinedShape method) {
        return Stream.of(method, method.getDeclaringType())
                .flatMap(bearer -> bearer.getDeclaredAnnotations().stream())
                .map(annotation -> annotation.getAnnotationType().getDescriptor())
                .toList();
    }
}

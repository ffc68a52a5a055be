package io.phase3.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.config.Rule;
import io.phase3.agent.pattern.MethodPattern;
import io.phase3.annotations.Phase3Metrics;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class ClassFilterTest {
    private static final String PACKAGE = "io.phase3.agent.weave";
    private static final ClassLoader LOADER = ClassFilterTest.class.getClassLoader();
    private static final List<Class<?>> APPLICATION = List.of(
            Crm.Deal.class,
            Crm.Deals.class,
            Crm.Base.class,
            Crm.HouseDeals.class,
            Crm.FlatDeals.class,
            Crm.Caller.class,
            Crm.Audited.class,
            ArrayList.class,
            ConcurrentHashMap.class);
    private static final List<TypeDescription> DESCRIBED =
            APPLICATION.stream().map(ClassFiles::describe).toList();

    private static Rule rule(String... patterns) {
        Rule.Builder rule = Rule.named("test", "phase3.conf: 1");
        for (String pattern : patterns) {
            rule.method(MethodPattern.parse(pattern));
        }
        return rule.build();
    }

    private static boolean mayMatch(Rule rule, Class<?> type) {
        return new ClassFilter(List.of(rule)).mayMatch(LOADER, type.getName(), ClassFiles.bytes(type));
    }

    @Nested
    class A_class_passes {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    PACKAGE + ".Crm.HouseDeals.close(..)",
                    PACKAGE + "..*.close(..)",
                    PACKAGE + ".Crm.Deals+.close(..)",
                    PACKAGE + "..*Deals.*(..)",
                    "@" + PACKAGE + ".Crm$Audited *..*.*(..)",
                    "(@" + PACKAGE + ".Crm$Audited *..*).save(..)",
                    // The types of parameters are not looked at.
                    PACKAGE + ".Crm.HouseDeals.close(int)",
                })
        void if_a_pattern_may_find_something_in_it(String pattern) {
            assertThat(mayMatch(rule(pattern), Crm.HouseDeals.class)).isTrue();
        }

        @Test
        void if_any_of_the_patterns_of_any_rule_does() {
            ClassFilter filter =
                    new ClassFilter(List.of(rule("com.acme.A.a()"), rule("com.acme.B.b()", PACKAGE + "..*.save(..)")));
            assertThat(filter.mayMatch(LOADER, Crm.HouseDeals.class.getName(), ClassFiles.bytes(Crm.HouseDeals.class)))
                    .isTrue();
        }

        @Test
        void if_it_bears_an_annotation_of_ours_whatever_the_rules() {
            assertThat(new ClassFilter(List.of())
                            .mayMatch(LOADER, Crm.Annotated.class.getName(), ClassFiles.bytes(Crm.Annotated.class)))
                    .isTrue();
        }

        @Test
        void if_it_is_the_facade_whatever_the_rules() {
            assertThat(new ClassFilter(List.of())
                            .mayMatch(LOADER, Phase3Metrics.class.getName(), ClassFiles.bytes(Phase3Metrics.class)))
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"größe", "\uD835\uDC99"})
        void if_its_method_is_named_in_letters_that_class_files_write_in_their_own_way(String name) {
            ClassWriter letters = new ClassWriter(0);
            letters.visit(Opcodes.V1_8, Opcodes.ACC_INTERFACE, "app/Letters", null, "java/lang/Object", null);
            letters.visitMethod(Opcodes.ACC_PUBLIC, name, "()V", null, null).visitEnd();
            letters.visitEnd();
            assertThat(new ClassFilter(List.of(rule("*..*." + name + "()")))
                            .mayMatch(LOADER, "app.Letters", letters.toByteArray()))
                    .isTrue();
        }
    }

    @Nested
    class A_class_is_left_alone {
        @Test
        void without_any_rule() {
            assertThat(new ClassFilter(List.of())
                            .mayMatch(LOADER, Crm.HouseDeals.class.getName(), ClassFiles.bytes(Crm.HouseDeals.class)))
                    .isFalse();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "com.acme..*.close(..)",
                    PACKAGE + ".Crm.FlatDeals.close(..)",
                    PACKAGE + "..*.open(..)",
                    PACKAGE + "..*.clos(..)",
                    "@com.acme.Vision *..*.*(..)",
                    "@" + PACKAGE + ".Crm$Audited *..*.open(..)",
                })
        void if_its_names_rule_every_pattern_out(String pattern) {
            assertThat(mayMatch(rule(pattern), Crm.HouseDeals.class)).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"close", "audit", "save", "reopen", "get"})
        void if_it_only_calls_the_method_that_a_pattern_names(String name) {
            assertThat(mayMatch(rule(PACKAGE + "..*." + name + "(..)"), Crm.Caller.class))
                    .isFalse();
        }
    }

    @Nested
    class A_pattern_for_a_type_and_its_subtypes {
        private final AskedLoader loader = new AskedLoader();

        private boolean mayMatch(String pattern, Class<?> type) {
            return new ClassFilter(List.of(rule(pattern))).mayMatch(loader, type.getName(), ClassFiles.bytes(type));
        }

        @Test
        void lets_nobody_pass_whose_loader_does_not_see_the_type() {
            assertThat(mayMatch("org.absent.Handler+.close(..)", Crm.HouseDeals.class))
                    .isFalse();
            assertThat(loader.asked).containsExactly("org/absent/Handler.class");
        }

        @Test
        void asks_a_loader_once() {
            ClassFilter filter = new ClassFilter(List.of(rule("org.absent.Handler+.close(..)")));
            for (Class<?> type : List.of(Crm.HouseDeals.class, Crm.FlatDeals.class, Crm.HouseDeals.class)) {
                assertThat(filter.mayMatch(loader, type.getName(), ClassFiles.bytes(type)))
                        .isFalse();
            }
            assertThat(loader.asked).hasSize(1);
        }

        @Test
        void asks_nobody_about_a_class_without_the_method() {
            assertThat(mayMatch("org.absent.Handler+.handle(..)", Crm.HouseDeals.class))
                    .isFalse();
            assertThat(loader.asked).isEmpty();
        }

        @Test
        void asks_nobody_about_a_class_that_extends_nothing() {
            assertThat(mayMatch("org.absent.Handler+.reopen(..)", Crm.Caller.class))
                    .isFalse();
            assertThat(loader.asked).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    PACKAGE + ".Crm$Deals+.close(..)",
                    PACKAGE + ".Crm$HouseDeals+.close(..)",
                    // What these are called in full cannot be told from the text.
                    PACKAGE + ".Crm.Absent+.close(..)",
                    "*..Absent+.close(..)",
                })
        void needs_no_answer_where_the_class_file_or_the_pattern_leaves_it_open(String pattern) {
            assertThat(mayMatch(pattern, Crm.HouseDeals.class)).isTrue();
        }

        @Test
        void takes_a_loader_that_fails_for_one_that_sees_nothing() {
            ClassLoader broken = new ClassLoader(null) {
                @Override
                public URL getResource(String name) {
                    throw new IllegalStateException("closed");
                }
            };
            assertThat(new ClassFilter(List.of(rule("org.absent.Handler+.close(..)")))
                            .mayMatch(broken, Crm.HouseDeals.class.getName(), ClassFiles.bytes(Crm.HouseDeals.class)))
                    .isFalse();
        }
    }

    @Nested
    class A_built_in_rule {
        private boolean mayMatch(String pattern) {
            Rule rule = Rule.named("library", "frameworks.conf: 1")
                    .builtIn(true)
                    .method(MethodPattern.parse(pattern))
                    .build();
            return ClassFilterTest.mayMatch(rule, Crm.HouseDeals.class);
        }

        @Test
        void lets_the_class_pass_that_it_names_though_it_may_find_nothing() {
            assertThat(mayMatch(PACKAGE + ".Crm$HouseDeals.renamed(..)")).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    PACKAGE + ".Crm$HouseDeals+.renamed(..)",
                    PACKAGE + ".Crm$House*.renamed(..)",
                    "@com.acme.Vision " + PACKAGE + ".Crm$HouseDeals.renamed(..)",
                    "(@com.acme.Vision " + PACKAGE + ".Crm$HouseDeals).renamed(..)",
                })
        void lets_no_other_class_pass(String pattern) {
            assertThat(mayMatch(pattern)).isFalse();
        }
    }

    /** Sees nothing but the JDK, and says what it was asked for. */
    private static final class AskedLoader extends ClassLoader {
        private final List<String> asked = new ArrayList<>();

        AskedLoader() {
            super(null);
        }

        @Override
        public URL getResource(String name) {
            asked.add(name);
            return super.getResource(name);
        }

        @Override
        protected Class<?> findClass(String name) {
            throw new AssertionError("loads " + name);
        }
    }

    /** Patterns about the fixture classes, right and nearly right ones. */
    @Provide
    Arbitrary<String> patterns() {
        Arbitrary<String> annotation = Arbitraries.of(
                "",
                "",
                "",
                "@" + PACKAGE + ".Crm$Audited ",
                "@" + PACKAGE + ".Crm.Audited ",
                "@*..Audited ",
                "@*..Crm* ");
        Arbitrary<String> modifiers = Arbitraries.of("", "", "public ", "!public ", "static ", "!static ");
        Arbitrary<String> result = Arbitraries.of("", "", "void ", "* ", PACKAGE + ".Crm.Deal ", "Object+ ", "int ");
        Arbitrary<String> type = Arbitraries.of(
                "*",
                "*..*",
                "*..*Deals",
                PACKAGE + "..*",
                PACKAGE + ".*",
                PACKAGE + ".Crm.*",
                PACKAGE + ".Crm.HouseDeals",
                PACKAGE + ".Crm$HouseDeals",
                PACKAGE + ".Crm$Deals+",
                PACKAGE + ".Crm.Base+",
                PACKAGE + ".Crm.FlatDeals",
                "(@" + PACKAGE + ".Crm$Audited *..*)",
                "(@*..Audited " + PACKAGE + "..*)",
                "java.util..*",
                "java.util.Collection+",
                "java.util.function.Supplier+",
                "java.util.concurrent.ConcurrentHashMap",
                "Object+",
                "com.acme..*");
        Arbitrary<String> name = Arbitraries.of(
                "*", "close", "clo*", "*se", "c*e", "save", "get", "run", "audit", "closed", "size", "reopen");
        Arbitrary<String> parameters =
                Arbitraries.of("(..)", "(..)", "()", "(*)", "(*, ..)", "(.., String)", "(Object)");
        return Combinators.combine(annotation, modifiers, result, type, name, parameters)
                .as((a, m, r, t, n, p) -> a + m + r + t + "." + n + p);
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void a_class_with_a_method_that_matches_is_never_left_alone(
            @ForAll("patterns") String first, @ForAll("patterns") String second) {
        List<Rule> rules = List.of(rule(first), rule(second));
        ClassFilter filter = new ClassFilter(rules);
        RuleMatcher matcher = new RuleMatcher(rules);
        for (int i = 0; i < APPLICATION.size(); i++) {
            boolean matches = matchesAny(matcher, DESCRIBED.get(i));
            Statistics.label("matches").collect(matches);
            if (matches) {
                assertThat(filter.mayMatch(LOADER, APPLICATION.get(i).getName(), ClassFiles.bytes(APPLICATION.get(i))))
                        .as("%s and %s in %s", first, second, APPLICATION.get(i))
                        .isTrue();
            }
        }
    }

    private static boolean matchesAny(RuleMatcher matcher, TypeDescription type) {
        for (MethodDescription.InDefinedShape method : type.getDeclaredMethods()) {
            if (!matcher.rulesOf(method).isEmpty()) {
                return true;
            }
        }
        return false;
    }
}

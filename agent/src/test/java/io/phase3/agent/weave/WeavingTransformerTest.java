package io.phase3.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.config.Attribute;
import io.phase3.agent.config.BoundRule;
import io.phase3.agent.config.Rule;
import io.phase3.agent.expression.Expression;
import io.phase3.agent.pattern.MethodPattern;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is left unwoven, and who is told; what is woven needs an agent, and has tests of its own. */
class WeavingTransformerTest {
    private final List<String> told = new ArrayList<>();
    private final WeaveListener listener = new WeaveListener() {
        @Override
        public void ruleDoesNotFit(Rule rule, String className, String method, Exception reason) {
            told.add(rule.name() + ": " + reason.getMessage());
        }

        @Override
        public void ruleFindsNothing(Rule rule, String className, Collection<String> signatures) {
            told.add(rule.name() + ": no " + signatures + " in " + className.replaceAll(".*\\$", ""));
        }

        @Override
        public void wrongAnnotation(String method, Exception reason) {
            told.add(method.replaceAll(".*\\.", "") + ": " + reason.getMessage());
        }

        @Override
        public void classFailed(String className, Throwable failure) {
            told.add(className + " failed");
        }
    };
    private final ClassLoader application = new URLClassLoader(new URL[0], ClassLoader.getSystemClassLoader());

    private byte[] transform(ClassLoader loader, String internalName, byte[] classFile, Rule... rules) {
        Sites sites = new Sites(
                new Sites.Recorders() {
                    @Override
                    public ObjLongConsumer<Object[]> recorderOf(BoundRule bound, int guard) {
                        throw new IllegalArgumentException("no recorder for " + bound.methodName());
                    }

                    @Override
                    public Optional<ObjLongConsumer<Object[]>> facadeRecorderOf(String signature) {
                        return Optional.empty();
                    }
                },
                recorder -> 0,
                (rule, methods) -> {});
        return new WeavingTransformer(List.of(rules), Compilers.silent(), sites, listener)
                .transform(loader, internalName, null, null, classFile);
    }

    private byte[] transform(Class<?> type, Rule... rules) {
        return transform(application, type.getName().replace('.', '/'), ClassFiles.bytes(type), rules);
    }

    private static Rule.Builder rule(String pattern) {
        return Rule.named("sales", "phase3.conf: 1").method(MethodPattern.parse(pattern));
    }

    @Nested
    class A_class_is_left_alone_in_silence {
        private final byte[] classFile = ClassFiles.bytes(Crm.FlatDeals.class);
        private final Rule everything = rule("*..*.*(..)").build();

        @Test
        void if_no_rule_matches_it() {
            assertThat(transform(Crm.FlatDeals.class, rule("com.acme.A.a()").build()))
                    .isNull();
            assertThat(told).isEmpty();
        }

        @Test
        void if_the_library_is_absent_that_it_would_have_to_extend_and_Byte_Buddy_is_not_even_started() {
            List<String> asked = new ArrayList<>();
            ClassLoader withoutLibrary = new ClassLoader(null) {
                @Override
                public URL getResource(String name) {
                    asked.add(name);
                    return null;
                }
            };
            Rule builtIn = rule("org.absent.Handler+.close(..)").builtIn(true).build();
            assertThat(transform(withoutLibrary, Crm.HouseDeals.class.getName().replace('.', '/'), classFile, builtIn))
                    .isNull();
            // Byte Buddy would have gone on to the super types.
            assertThat(asked).containsExactly("org/absent/Handler.class");
            assertThat(told).isEmpty();
        }

        @Test
        void if_the_JDK_loads_it() {
            assertThat(transform(null, "java/util/Any", classFile, everything)).isNull();
            assertThat(told).isEmpty();
        }

        @Test
        void if_it_belongs_to_the_agent() {
            ClassLoader agent = WeavingTransformer.class.getClassLoader();
            assertThat(transform(agent, "io/phase3/agent/Any", classFile, everything))
                    .isNull();
            assertThat(told).isEmpty();
        }

        @Test
        void if_it_has_no_name() {
            assertThat(transform(application, null, classFile, everything)).isNull();
            assertThat(told).isEmpty();
        }
    }

    @Nested
    class The_listener_is_told {
        @Test
        void of_a_class_file_that_cannot_be_read() {
            assertThat(transform(
                            application,
                            "com/acme/Broken",
                            new byte[] {1, 2, 3},
                            rule("*..*.*(..)").build()))
                    .isNull();
            assertThat(told).containsExactly("com.acme.Broken failed");
        }

        @Test
        void of_an_expression_that_does_not_fit_the_method() {
            Rule wrong = rule("*..FlatDeals.close(..)")
                    .expression(Attribute.TYPE, Expression.parse("arg0.leadIdd"))
                    .build();
            assertThat(transform(Crm.FlatDeals.class, wrong)).isNull();
            assertThat(told)
                    .singleElement()
                    .asString()
                    .startsWith("sales: type: ")
                    .contains("leadId'?");
        }

        @Test
        void of_a_built_in_rule_whose_library_has_lost_the_method() {
            String type = Crm.FlatDeals.class.getName();
            Rule renamed = rule(type + ".renamed(int)")
                    .method(MethodPattern.parse(type + ".renamed()"))
                    .builtIn(true)
                    .build();
            assertThat(transform(Crm.FlatDeals.class, renamed)).isNull();
            assertThat(told).containsExactly("sales: no [renamed(), renamed(int)] in FlatDeals");
        }

        @Test
        void of_no_built_in_rule_that_finds_another_of_its_methods() {
            String type = Crm.FlatDeals.class.getName();
            Rule alternatives = rule(type + ".renamed(..)")
                    .method(MethodPattern.parse(type + ".close(..)"))
                    .builtIn(true)
                    .build();
            transform(Crm.FlatDeals.class, alternatives);
            assertThat(told).containsExactly("sales: no recorder for close");
        }

        @Test
        void of_no_method_that_a_rule_of_the_users_own_does_not_find() {
            assertThat(transform(
                            Crm.FlatDeals.class,
                            rule(Crm.FlatDeals.class.getName() + ".renamed(..)").build()))
                    .isNull();
            assertThat(told).isEmpty();
        }

        @Test
        void of_a_metric_that_cannot_be() {
            assertThat(transform(
                            Crm.FlatDeals.class, rule("*..FlatDeals.close(..)").build()))
                    .isNull();
            assertThat(told).containsExactly("sales: no recorder for close");
        }

        @Test
        void of_each_wrong_annotation_and_the_others_are_looked_at_all_the_same() {
            assertThat(transform(Crm.Annotated.class)).isNull();
            assertThat(told)
                    .contains(
                            "misspelt(): kind: there is no kind 'websockt' – did you mean 'websocket'?",
                            "nonsense(): kind: there is no kind 'banana'",
                            "@Phase3Timed: no recorder for plainly")
                    .anySatisfy(line -> assertThat(line).startsWith("@Phase3Timed: type: "));
        }
    }
}

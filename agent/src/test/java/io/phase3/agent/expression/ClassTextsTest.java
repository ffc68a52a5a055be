package io.phase3.agent.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import net.bytebuddy.ByteBuddy;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassTextsTest {
    private static String textOf(Object object) {
        return Call.to(Shop.class, "sell").with(null, 0, object).text("arg2.class");
    }

    private static class Nesting {}

    @Nested
    class A_class_that_somebody_wrote {
        @Test
        void is_its_simple_name() {
            assertThat(textOf("")).isEqualTo("String");
            assertThat(textOf(new Nesting())).isEqualTo("Nesting");
            assertThat(textOf(new String[0][0])).isEqualTo("String[][]");
            assertThat(textOf(new Nesting[0])).isEqualTo("Nesting[]");
        }

        @Test
        void may_be_local() {
            class Local {}
            assertThat(textOf(new Local())).isEqualTo("Local");
        }

        @Test
        void may_look_generated() {
            class Outer_Proxy {}
            assertThat(textOf(new Outer_Proxy())).isEqualTo("Outer_Proxy");
        }

        @Test
        void names_the_receiver() {
            Call call = Call.to(Shop.class, "sell").on(new Shop());
            assertThat(call.text("this.class")).isEqualTo("Shop");
            assertThat(call.text("'handler ' + this.class")).isEqualTo("handler Shop");
            assertThat(call.text("this.class.name")).isEqualTo(Shop.class.getName());
        }
    }

    @Nested
    class A_class_without_a_name_of_its_own {
        @Test
        void is_the_class_that_encloses_it() {
            assertThat(textOf(new Object() {})).isEqualTo("A_class_without_a_name_of_its_own");
            Supplier<Object> anonymous = new Supplier<>() {
                @Override
                public Object get() {
                    return new Object() {};
                }
            };
            assertThat(textOf(anonymous.get())).isEqualTo("A_class_without_a_name_of_its_own");
        }

        @Test
        void may_be_that_of_a_lambda() {
            Runnable lambda = () -> {};
            assertThat(textOf(lambda)).isEqualTo("A_class_without_a_name_of_its_own");
            Supplier<Runnable> anonymous = new Supplier<>() {
                @Override
                public Runnable get() {
                    return () -> {};
                }
            };
            assertThat(textOf(anonymous.get())).isEqualTo("A_class_without_a_name_of_its_own");
        }

        @Test
        void may_be_that_of_a_proxy_of_an_interface() {
            Object proxy = Proxy.newProxyInstance(
                    Shop.Named.class.getClassLoader(),
                    new Class<?>[] {Shop.Named.class},
                    (self, method, arguments) -> null);
            assertThat(textOf(proxy)).isEqualTo("Named");
        }
    }

    @Nested
    class A_generated_class {
        @ParameterizedTest
        @CsvSource({
            "com.acme.Chat$$EnhancerBySpringCGLIB$$1a2b, Chat",
            "com.acme.Chat$$SpringCGLIB$$0, Chat",
            "com.acme.Chat$Session$$SpringCGLIB$$0, Session",
            "com.acme.Chat$$Lambda$14, Chat",
            "com.acme.Chat$1$$Lambda$14, Chat",
            "com.acme.Chat$$FastClassBySpringCGLIB$$1, Chat",
            "com.acme.Chat_$$_jvst1, Chat",
            "com.acme.Chat$Proxy$_$$_WeldClientProxy, Chat",
            "com.acme.Chat$Proxy12, Chat",
            "com.acme.Chat$HibernateProxy$x1, Chat",
            "com.acme.Chat_Proxy, Chat",
            "com.acme.Chat_ClientProxy, Chat",
            "com.acme.Chat_Subclass, Chat",
            "com.acme.ProxyServer, ProxyServer",
            "com.acme.Chat$ProxyServer, Chat$ProxyServer",
            "com.acme.$Chat, $Chat",
            "Chat$, Chat$",
        })
        void is_what_it_was_generated_from(String name, String text) throws ReflectiveOperationException {
            Class<?> type = new ByteBuddy()
                    .subclass(Object.class)
                    .name(name)
                    .make()
                    .load(null)
                    .getLoaded();
            assertThat(textOf(type.getConstructor().newInstance())).isEqualTo(text);
        }
    }
}

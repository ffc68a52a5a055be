package io.phase3.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import net.bytebuddy.matcher.ElementMatchers;
import org.junit.jupiter.api.Test;

class OperationTest {
    interface Handler {
        default void handle() {}
    }

    static class Socket implements Handler {
        @Override
        public void handle() {}

        @SuppressWarnings("unused")
        void handle(String message) {}
    }

    static class QuietSocket extends Socket implements Runnable {
        @Override
        public void handle() {}

        @Override
        public void run() {}
    }

    static class Vision {
        @SuppressWarnings("unused")
        void handle() {}

        @SuppressWarnings("unused")
        private void look() {}
    }

    static class Glasses extends Vision {
        @SuppressWarnings("unused")
        void look() {}
    }

    private static String operation(Class<?> type, String method) {
        return Operation.of(ClassFiles.describe(type)
                .getDeclaredMethods()
                .filter(ElementMatchers.named(method))
                .get(0));
    }

    @Test
    void an_override_is_part_of_what_it_overrides() {
        assertThat(operation(QuietSocket.class, "handle"))
                .isEqualTo(operation(Socket.class, "handle"))
                .isEqualTo(operation(Handler.class, "handle"))
                .isEqualTo(Handler.class.getName() + ".handle");
    }

    @Test
    void an_overload_is_part_of_what_it_overloads() {
        assertThat(ClassFiles.describe(Socket.class).getDeclaredMethods().stream()
                        .filter(method -> method.getName().equals("handle"))
                        .map(Operation::of))
                .hasSize(2)
                .containsOnly(Handler.class.getName() + ".handle");
    }

    @Test
    void methods_that_merely_share_a_name_are_not_one_operation() {
        assertThat(operation(Vision.class, "handle")).isEqualTo(Vision.class.getName() + ".handle");
    }

    @Test
    void what_the_JDK_declares_unites_nothing() {
        assertThat(operation(QuietSocket.class, "run")).isEqualTo(QuietSocket.class.getName() + ".run");
    }

    @Test
    void a_private_method_belongs_to_its_class_alone() {
        assertThat(operation(Vision.class, "look")).isEqualTo(Vision.class.getName() + ".look");
        assertThat(operation(Glasses.class, "look")).isEqualTo(Glasses.class.getName() + ".look");
    }

    @Test
    void super_types_without_a_class_file_tell_nothing() {
        ClassLoader nothing = new ClassLoader(null) {};
        String socket = QuietSocket.class.getName();
        assertThat(Operation.of(DescribedClass.of(nothing, socket, ClassFiles.bytes(QuietSocket.class))
                        .type()
                        .getDeclaredMethods()
                        .filter(ElementMatchers.named("handle"))
                        .getOnly()))
                .isEqualTo(socket + ".handle");
    }
}

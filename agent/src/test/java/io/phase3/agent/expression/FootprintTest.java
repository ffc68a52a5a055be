package io.phase3.agent.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.loading.ByteArrayClassLoader;
import net.bytebuddy.implementation.FixedValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What evaluating leaves behind in the application's memory. */
class FootprintTest {
    private static final int CALLS = 20_000;

    private static long allocated(Evaluation evaluation, Object[] frame, Use use) {
        long allocated = 0;
        for (int round = 0; round < 5; round++) {
            long before = currentThreadAllocated();
            for (int i = 0; i < CALLS; i++) {
                Object value = use == Use.TEXT ? evaluation.text(frame) : evaluation.condition(frame);
                assert value != null;
            }
            allocated = currentThreadAllocated() - before;
        }
        return allocated / CALLS;
    }

    private static long currentThreadAllocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    @Test
    void a_path_to_a_text_allocates_nothing() {
        Call call = Call.to(Shop.class, "onLead").with(new Shop.Lead("type", Map.of()));
        assertThat(allocated(call.compile("arg0.type", Use.TEXT), call.frame(), Use.TEXT))
                .isZero();
    }

    @Test
    void the_name_of_a_class_allocates_nothing() {
        Call call = Call.to(Shop.class, "sell").on(new Shop());
        assertThat(allocated(call.compile("this.class", Use.TEXT), call.frame(), Use.TEXT))
                .isZero();
    }

    @Test
    void comparing_an_integral_property_with_a_literal_allocates_at_most_its_box() {
        Call call = Call.to(Shop.class, "analyse").returning(new Shop.Analysis());
        assertThat(allocated(call.compile("result.status < 400", Use.CONDITION), call.frame(), Use.CONDITION))
                .isLessThanOrEqualTo(16);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arg2.name",
                "arg2?.name",
                "arg2?.nothing ?? arg2?.name",
                "arg2.class == null ? '' : 'name'",
                "'' + arg2.class == 'Application' ? 'name' : ''"
            })
    void a_class_loader_of_the_application_can_be_collected(String expression) throws ReflectiveOperationException {
        Call call = Call.to(Shop.class, "sell");
        Evaluation evaluation = call.compile(expression, Use.TEXT);
        WeakReference<ClassLoader> loader = evaluateOnAnother(evaluation);

        await().until(() -> {
            System.gc();
            return loader.get() == null;
        });
        assertThat(evaluation.describe()).isNotNull();
    }

    /** Evaluates on an object of a class loader that nobody else refers to. */
    private static WeakReference<ClassLoader> evaluateOnAnother(Evaluation evaluation)
            throws ReflectiveOperationException {
        Object object = applicationObject();
        assertThat(evaluation.text(new Object[] {null, 0, null, object})).isEqualTo("name");
        return new WeakReference<>(object.getClass().getClassLoader());
    }

    private static Object applicationObject() throws ReflectiveOperationException {
        byte[] bytes = new ByteBuddy()
                .subclass(Object.class)
                .name("com.acme.Application")
                .modifiers(Visibility.PUBLIC)
                .defineMethod("getName", String.class, Visibility.PUBLIC)
                .intercept(FixedValue.value("name"))
                .make()
                .getBytes();
        return new ByteArrayClassLoader(null, Map.of("com.acme.Application", bytes))
                .loadClass("com.acme.Application")
                .getConstructor()
                .newInstance();
    }
}

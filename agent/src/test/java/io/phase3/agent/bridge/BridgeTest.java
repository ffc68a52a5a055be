package io.phase3.agent.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What woven code calls, called as woven code does: {@code java.lang.Phase3Bridge} is for it alone to see. */
class BridgeTest {
    private static final int THROWN = 0;
    private static final int SCOPE = 2;

    /** No other test has as many rules. */
    private static final int GUARD = 5_000;

    private final Bridge bridge = InstalledBridge.get();
    private final List<Object[]> ended = new ArrayList<>();
    private final Recorder recorder = new Recorder();
    private final int site = bridge.add(recorder);

    private final class Recorder implements ObjLongConsumer<Object[]> {
        @Override
        public void accept(Object[] frame, long nanos) {
            ended.add(frame.clone());
        }
    }

    private static Object call(String method, Class<?>[] types, Object... arguments) {
        try {
            return bridgeClass().getMethod(method, types).invoke(null, arguments);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static Class<?> bridgeClass() throws ClassNotFoundException {
        return Class.forName("java.lang.Phase3Bridge", false, null);
    }

    private static Object enter(int guard) {
        return call("enter", new Class<?>[] {int.class}, guard);
    }

    private Object enter(int guard, Object[] begun) {
        return call("enter", new Class<?>[] {int.class, int.class, Object[].class}, site, guard, begun);
    }

    private static Object[] begun(Object value) {
        return new Object[] {null, null, null, value};
    }

    /** What woven code reads and writes itself. */
    private static Object[] frame(Object call) {
        return (Object[]) field(call, "frame");
    }

    private static void open(Object call, int guard) {
        ((boolean[]) field(call, "closed"))[guard] = false;
    }

    private static Object field(Object call, String name) {
        try {
            return bridgeClass().getField(name).get(call);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private void exit(Object call, Throwable thrown, Object[] frame) {
        try {
            Class<?>[] types = {int.class, int.class, bridgeClass(), Throwable.class, Object[].class};
            call("exit", types, site, GUARD, call, thrown, frame);
        } catch (ClassNotFoundException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    @AfterEach
    void nothing_is_left_behind_on_this_thread() {
        for (int guard = GUARD; guard < GUARD + 3; guard++) {
            Object call = enter(guard);
            assertThat(call).isNotNull();
            assertThat(frame(call)[SCOPE]).isNull();
            open(call, guard);
        }
    }

    @Nested
    class A_scope {
        @Test
        void holds_on_the_thread_until_woven_code_puts_the_outer_one_back() {
            Object[] first = begun("lead-1");
            Object outer = enter(GUARD, first);
            Object[] second = begun("lead-2");
            Object inner = enter(GUARD + 1, second);
            assertThat(frame(inner)[SCOPE]).isSameAs(second);
            frame(inner)[SCOPE] = second[SCOPE];
            assertThat(frame(outer)[SCOPE]).isSameAs(first);
            frame(outer)[SCOPE] = first[SCOPE];
            open(outer, GUARD);
            open(inner, GUARD + 1);
        }

        @Test
        void names_the_recorder_that_understands_it_as_long_as_it_is_open() {
            Object[] begun = begun("lead-1");
            Object call = enter(GUARD, begun);
            assertThat(begun[THROWN]).isSameAs(recorder);
            frame(call)[SCOPE] = begun[SCOPE];
            open(call, GUARD);
        }

        @Test
        void is_no_more_when_the_recorder_gets_its_frame_with_what_was_thrown() {
            Object[] begun = begun("lead-1");
            Object call = enter(GUARD, begun);
            frame(call)[SCOPE] = begun[SCOPE];
            open(call, GUARD);
            Throwable thrown = new IllegalStateException();
            exit(call, thrown, begun);
            assertThat(ended)
                    .singleElement()
                    .satisfies(frame -> assertThat(frame[THROWN]).isSameAs(thrown))
                    .satisfies(frame -> assertThat(frame[SCOPE]).isNull());
            assertThat(frame(call)[SCOPE]).isNull();
        }

        @Test
        void is_opened_by_the_outermost_call_under_a_guard_only() {
            Object[] begun = begun("outer");
            Object call = enter(GUARD, begun);
            assertThat(enter(GUARD, begun("inner"))).isNull();
            assertThat(frame(call)[SCOPE]).isSameAs(begun);
            frame(call)[SCOPE] = begun[SCOPE];
            open(call, GUARD);
        }
    }

    @Nested
    class The_open_calls {
        @Test
        void are_those_of_this_thread_the_innermost_first() throws InterruptedException {
            // Whatever the numbers of their guards.
            Object outer = enter(GUARD + 1);
            Object middle = enter(GUARD);
            Object inner = enter(GUARD + 2);
            try {
                assertThat(bridge.open()).containsExactly(GUARD + 2, GUARD, GUARD + 1);
                open(middle, GUARD);
                assertThat(bridge.open()).containsExactly(GUARD + 2, GUARD + 1);
                int[][] elsewhere = new int[1][];
                Thread other = new Thread(() -> elsewhere[0] = bridge.open());
                other.start();
                other.join();
                assertThat(elsewhere[0]).isEmpty();
            } finally {
                open(outer, GUARD + 1);
                open(middle, GUARD);
                open(inner, GUARD + 2);
            }
            assertThat(bridge.open()).isEmpty();
        }

        @Test
        void are_no_longer_that_whose_end_is_recorded() {
            List<int[]> seen = new ArrayList<>();
            int asking = bridge.add((frame, nanos) -> seen.add(bridge.open()));
            Object outer = enter(GUARD);
            Object inner = enter(GUARD + 1);
            open(inner, GUARD + 1);
            try {
                Class<?>[] types = {int.class, int.class, bridgeClass(), Throwable.class};
                call("exit", types, asking, GUARD + 1, inner, null);
            } catch (ClassNotFoundException e) {
                throw new LinkageError(e.getMessage(), e);
            } finally {
                open(outer, GUARD);
            }
            assertThat(seen).singleElement().isEqualTo(new int[] {GUARD});
        }
    }
}

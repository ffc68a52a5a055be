package io.phase3.agent.record.async;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One call of a suspend function: told when the method returns though the call goes on, and when it is resumed, in any
 * order, and by different threads.
 */
public final class Suspension implements Consumer<Object> {
    private static final String FAILURE = "kotlin.Result$Failure";
    private static final String SUSPENDED = "kotlin.coroutines.intrinsics.CoroutineSingletons";

    /** The call, or what it was resumed with: whatever came first. */
    private final AtomicReference<Object> first = new AtomicReference<>();

    private Suspension() {}

    /**
     * What takes the continuation's place, so that the end of the call can be seen.
     *
     * @return the continuation itself if nothing can; null if this is no call, but the function's own continuation going
     *     on with one
     */
    public static Object relayed(Object continuation) {
        Continuations known = continuation == null ? null : Continuations.of(continuation.getClass());
        if (known == null) {
            return continuation;
        }
        return known.isResumed(continuation) ? null : known.relay(continuation, new Suspension());
    }

    /** Whether what a suspend function returned says that its call goes on. */
    public static boolean isSuspended(Object result) {
        return result != null && result.getClass().getName().equals(SUSPENDED);
    }

    /** The call whose continuation was {@linkplain #relayed relayed}; null if it was not. */
    public static Suspension of(Object continuation) {
        Object listener = continuation instanceof Supplier ? ((Supplier<?>) continuation).get() : null;
        return listener instanceof Suspension ? (Suspension) listener : null;
    }

    /** The method has returned, the call goes on. */
    public void goesOn(AsyncCall call) {
        if (!first.compareAndSet(null, call)) {
            end(call, ((Resumed) first.get()).result);
        }
    }

    /** The call is resumed with its result. */
    @Override
    public void accept(Object result) {
        if (!first.compareAndSet(null, new Resumed(result)) && first.get() instanceof AsyncCall) {
            end((AsyncCall) first.get(), result);
        }
    }

    private static void end(AsyncCall call, Object result) {
        if (result == null || !result.getClass().getName().equals(FAILURE)) {
            call.completed(result);
            return;
        }
        try {
            call.failed((Throwable) result.getClass().getField("exception").get(result));
        } catch (ReflectiveOperationException | RuntimeException unknown) {
            call.failed(new IllegalStateException("unknown version of " + FAILURE));
        }
    }

    /** What a call was resumed with before its method had returned. */
    private static final class Resumed {
        private final Object result;

        Resumed(Object result) {
            this.result = result;
        }
    }
}

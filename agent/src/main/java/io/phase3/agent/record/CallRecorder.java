package io.phase3.agent.record;

import io.phase3.agent.config.BoundRule;
import io.phase3.agent.expression.FrameLayout;
import io.phase3.agent.record.async.Suspension;
import io.phase3.agent.record.async.Watch;
import io.phase3.agent.record.async.Watches;
import io.phase3.agent.type.AsyncType;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import java.util.function.UnaryOperator;

/**
 * What one woven method reports to: waits for the end of an asynchronous call, then records it.
 *
 * <p>Called on the application's threads; never blocks, and throws nothing but what the bridge swallows: a full stack.
 */
abstract class CallRecorder implements ObjLongConsumer<Object[]>, UnaryOperator<Object> {
    private static final int NONE = -1;

    private final int resultSlot;
    private final int continuationSlot;
    /** By the declared type: of an interface that a class does not implement the JVM finds that out anew each time. */
    private final AsyncType async;

    private final boolean each;
    private final Consumer<Throwable> failures;

    /** @param failures told of what went wrong inside the recorder */
    CallRecorder(BoundRule bound, Consumer<Throwable> failures) {
        this.resultSlot = bound.resultSlot().orElse(NONE);
        this.continuationSlot = bound.continuationSlot().orElse(NONE);
        this.async = bound.async();
        this.each = bound.rule().each();
        this.failures = failures;
    }

    /**
     * Takes the end of a call.
     *
     * @param frame laid out as {@link FrameLayout} says; reused by the caller afterwards
     * @param nanos how long the call took until the method returned
     */
    @Override
    public final void accept(Object[] frame, long nanos) {
        try {
            if (resultSlot != NONE) {
                if (frame[FrameLayout.THROWN] != null) {
                    // The method returned nothing, whatever its frame was filled up with.
                    frame[resultSlot] = null;
                } else if (async != AsyncType.NONE && frame[resultSlot] != null && goesOn(frame, nanos)) {
                    return;
                }
            }
            record(frame, nanos);
        } catch (StackOverflowError full) {
            // No room to report it either: loading a class for that would make the JVM complain on stderr.
            throw full;
        } catch (Throwable failure) {
            failures.accept(failure);
        }
    }

    /** What takes the place of a suspend function's continuation, its last argument; null if this is no call. */
    @Override
    public final Object apply(Object continuation) {
        return Suspension.relayed(continuation);
    }

    /** Whether the call goes on, and will be recorded by others; its result is then that which it ends with. */
    private boolean goesOn(Object[] frame, long nanos) {
        Object result = frame[resultSlot];
        if (async == AsyncType.SUSPEND) {
            return isSuspended(frame, nanos);
        }
        Watch watch = async.isReplaced() ? Watches.replacing(result, each) : Watches.listening(result);
        if (watch == null) {
            if (async != AsyncType.UNKNOWN || result instanceof Future) {
                // It tells nobody when it is done: the result that expressions ask for stays unknown.
                frame[resultSlot] = null;
            }
            return false;
        }
        OngoingCalls calls = calls(frame, nanos);
        try {
            frame[FrameLayout.REPLACEMENT] = watch.watch(result, calls);
            return true;
        } catch (Exception refusal) {
            Throwable cause = refusal instanceof InvocationTargetException ? refusal.getCause() : refusal;
            // The classes alone: the message is the application's, and may hold what nobody else should read.
            failures.accept(new IllegalStateException(result.getClass().getName() + " cannot be listened to: "
                    + cause.getClass().getName()));
            return false;
        }
    }

    private boolean isSuspended(Object[] frame, long nanos) {
        if (!Suspension.isSuspended(frame[resultSlot])) {
            return false;
        }
        Suspension suspension = Suspension.of(frame[continuationSlot]);
        if (suspension == null) {
            frame[resultSlot] = null;
            return false;
        }
        suspension.goesOn(calls(frame, nanos).made());
        return true;
    }

    /** Not the result itself: what the calls complete with takes its place. */
    private OngoingCalls calls(Object[] frame, long nanos) {
        frame[resultSlot] = null;
        Object[] returned = frame.clone();
        returned(returned);
        return new OngoingCalls(this, returned, resultSlot, nanos, failures);
    }

    /** Takes what only the thread of the call can tell, now that the method has returned though the call goes on. */
    void returned(Object[] frame) {}

    /** Begins a call that goes on element by element. */
    StreamedCall streamed() {
        return new StreamedCall() {
            @Override
            public void element(Object[] frame) {
                // What most calls are about is known without it.
            }

            @Override
            public void ended(Object[] frame, long nanos) {
                record(frame, nanos);
            }
        };
    }

    /** Records a call that is over. */
    abstract void record(Object[] frame, long nanos);
}

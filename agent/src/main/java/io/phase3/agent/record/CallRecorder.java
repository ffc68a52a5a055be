package io.phase3.agent.record;

import io.phase3.agent.config.BoundRule;
import io.phase3.agent.expression.FrameLayout;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/**
 * What one woven method reports to: waits for the end of an asynchronous call, then records it.
 *
 * <p>Called on the application's threads; never blocks, and throws nothing but what the bridge swallows: a full stack.
 */
abstract class CallRecorder implements ObjLongConsumer<Object[]> {
    private static final int NO_RESULT = -1;

    private final int resultSlot;
    /** Of an interface that a class does not implement the JVM finds that out anew each time, so only some are asked. */
    private final boolean mayReturnStage;

    private final Consumer<Throwable> failures;

    /** @param failures told of what went wrong inside the recorder */
    CallRecorder(BoundRule bound, Consumer<Throwable> failures) {
        this.resultSlot = bound.resultSlot().orElse(NO_RESULT);
        this.mayReturnStage = bound.mayReturnStage();
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
            if (resultSlot != NO_RESULT) {
                if (frame[FrameLayout.THROWN] != null) {
                    // The method returned nothing, whatever its frame was filled up with.
                    frame[resultSlot] = null;
                } else if (mayReturnStage && frame[resultSlot] instanceof CompletionStage) {
                    recordOnCompletion((CompletionStage<?>) frame[resultSlot], frame.clone(), nanos);
                    return;
                } else if (mayReturnStage && frame[resultSlot] instanceof Future) {
                    // A future that tells nobody when it is done: the result that expressions ask for stays unknown.
                    frame[resultSlot] = null;
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

    /** The caller keeps the very stage that the method returned; this only listens to it. */
    private void recordOnCompletion(CompletionStage<?> stage, Object[] frame, long nanos) {
        long start = System.nanoTime() - nanos;
        // Not the stage itself: what it completes with takes its place.
        frame[resultSlot] = null;
        returned(frame);
        try {
            stage.whenComplete((result, thrown) -> {
                try {
                    frame[resultSlot] = result;
                    frame[FrameLayout.THROWN] = thrown == null ? null : Outcome.cause(thrown);
                    record(frame, System.nanoTime() - start);
                } catch (Throwable failure) {
                    failures.accept(failure);
                }
            });
        } catch (RuntimeException refusal) {
            // The classes alone: the message is the application's, and may hold what nobody else should read.
            throw new IllegalStateException(stage.getClass().getName() + " cannot be listened to: "
                    + refusal.getClass().getName());
        }
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

package io.phase3.agent.record;

import io.phase3.agent.expression.FrameLayout;
import io.phase3.agent.record.async.AsyncCall;
import io.phase3.agent.record.async.AsyncCalls;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The calls behind one result that goes on after its method has returned, recorded as they end. */
final class OngoingCalls implements AsyncCalls {
    private final CallRecorder recorder;
    private final Object[] returned;
    private final int resultSlot;
    private final long start;
    private final Consumer<Throwable> failures;

    /**
     * The calls of a method that has returned just now.
     *
     * @param returned the frame as it was then, for nobody else, with an empty result
     * @param nanos how long the method took
     */
    OngoingCalls(CallRecorder recorder, Object[] returned, int resultSlot, long nanos, Consumer<Throwable> failures) {
        this.recorder = recorder;
        this.returned = returned;
        this.resultSlot = resultSlot;
        this.start = System.nanoTime() - nanos;
        this.failures = failures;
    }

    @Override
    public AsyncCall made() {
        return new Ongoing(start);
    }

    @Override
    public AsyncCall begin() {
        return new Ongoing(System.nanoTime());
    }

    private final class Ongoing implements AsyncCall {
        private final Object[] frame = returned.clone();
        private final AtomicBoolean over = new AtomicBoolean();
        private final long began;
        /** Null as long as this may be a call with one result. */
        private StreamedCall stream;

        Ongoing(long began) {
            this.began = began;
        }

        @Override
        public void element(Object value) {
            if (over.get()) {
                return;
            }
            try {
                frame[resultSlot] = value;
                stream().element(frame);
            } catch (Throwable failure) {
                failures.accept(failure);
            } finally {
                // What is handed on belongs to who takes it.
                frame[resultSlot] = null;
            }
        }

        private StreamedCall stream() {
            if (stream == null) {
                stream = recorder.streamed();
            }
            return stream;
        }

        @Override
        public void ended() {
            end(null, null, true);
        }

        @Override
        public void completed(Object value) {
            end(value, null, false);
        }

        @Override
        public void failed(Throwable thrown) {
            end(null, Outcome.cause(thrown), false);
        }

        @Override
        public void cancelled() {
            if (!over.get()) {
                failed(new CancellationException());
            }
        }

        private void end(Object value, Throwable thrown, boolean isStream) {
            if (!over.compareAndSet(false, true)) {
                return;
            }
            try {
                long nanos = System.nanoTime() - began;
                frame[resultSlot] = value;
                frame[FrameLayout.THROWN] = thrown;
                if (isStream || stream != null) {
                    stream().ended(frame, nanos);
                } else {
                    recorder.record(frame, nanos);
                }
            } catch (Throwable failure) {
                failures.accept(failure);
            }
        }
    }
}

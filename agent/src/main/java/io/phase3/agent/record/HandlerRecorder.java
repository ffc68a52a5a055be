package io.phase3.agent.record;

import io.phase3.agent.expression.FrameLayout;
import io.phase3.agent.expression.Source;
import io.phase3.agent.record.async.HandledCalls;
import io.phase3.agent.record.async.HandlerRelay;
import java.util.List;
import java.util.function.ObjLongConsumer;
import java.util.function.UnaryOperator;

/** What a method reports to that is given a handler: not its own calls are recorded, but those of the handler. */
final class HandlerRecorder implements ObjLongConsumer<Object[]>, UnaryOperator<Object>, HandledCalls {
    private final ObjLongConsumer<Object[]> recorder;
    private final OpenCalls calls;
    private final int guard;
    private final List<Source> sources;

    /** @param sources what the recorder reads of a call, where the handler is {@code this} */
    HandlerRecorder(ObjLongConsumer<Object[]> recorder, OpenCalls calls, int guard, List<Source> sources) {
        this.recorder = recorder;
        this.calls = calls;
        this.guard = guard;
        this.sources = sources;
    }

    /** What takes the handler's place. */
    @Override
    public Object apply(Object handler) {
        return HandlerRelay.of(handler, this);
    }

    /** The method itself says nothing. */
    @Override
    public void accept(Object[] frame, long nanos) {}

    @Override
    public Object begin() {
        return calls.enter(guard);
    }

    @Override
    public void end(Object call, Object handler, Object[] arguments, Object result, Throwable thrown) {
        Object[] frame = new Object[FrameLayout.FIRST_VALUE + sources.size()];
        for (int i = 0; i < sources.size(); i++) {
            frame[FrameLayout.FIRST_VALUE + i] = value(sources.get(i), handler, arguments, result);
        }
        calls.exit(recorder, guard, call, thrown, frame);
    }

    private static Object value(Source source, Object handler, Object[] arguments, Object result) {
        if (source.equals(Source.RECEIVER)) {
            return handler;
        }
        if (source.equals(Source.RESULT)) {
            return result;
        }
        return arguments != null && source.index() < arguments.length ? arguments[source.index()] : null;
    }
}

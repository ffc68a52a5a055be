package io.phase3.agent.record;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;
import java.util.function.UnaryOperator;

/** Hands each call to a recorder that heeds what the calls around it say, as the thread of the call knows them. */
final class InheritingRecorder implements ObjLongConsumer<Object[]>, UnaryOperator<Object>, ScopeOpener {
    /** Nobody has so many features; more recorders than this are made anew for each call. */
    private static final int MOST_RECORDERS = 1_000;

    private final EnclosingCalls calls;
    private final Function<Enclosing, CallRecorder> maker;
    private final CallLead lead;
    private final Consumer<Throwable> failures;
    private final Map<Enclosing, CallRecorder> recorders = new ConcurrentHashMap<>();

    /**
     * Makes the recorder of a call inside no other at once, so that its series exist at 0.
     *
     * @param failures told of what went wrong inside the recorder
     */
    InheritingRecorder(
            EnclosingCalls calls,
            Function<Enclosing, CallRecorder> maker,
            CallLead lead,
            Consumer<Throwable> failures) {
        this.calls = calls;
        this.maker = maker;
        this.lead = lead;
        this.failures = failures;
        recorders.put(Enclosing.NONE, maker.apply(Enclosing.NONE));
    }

    @Override
    public void accept(Object[] frame, long nanos) {
        CallRecorder recorder;
        try {
            recorder = recorderInside(calls.ofThisThread());
        } catch (StackOverflowError full) {
            // No room to report it either, as in every recorder.
            throw full;
        } catch (Throwable failure) {
            failures.accept(failure);
            return;
        }
        recorder.accept(frame, nanos);
    }

    @Override
    public Object apply(Object continuation) {
        return recorders.get(Enclosing.NONE).apply(continuation);
    }

    private CallRecorder recorderInside(Enclosing enclosing) {
        CallRecorder known = recorders.get(enclosing);
        if (known != null) {
            return known;
        }
        return recorders.size() < MOST_RECORDERS ? recorders.computeIfAbsent(enclosing, maker) : maker.apply(enclosing);
    }

    @Override
    public String lead(Object[] scope) {
        return lead.of(scope);
    }
}

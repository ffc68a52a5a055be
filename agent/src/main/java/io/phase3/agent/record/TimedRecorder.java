package io.phase3.agent.record;

import io.phase3.agent.config.BoundRule;
import io.phase3.agent.expression.Evaluation;
import io.phase3.agent.expression.FrameLayout;
import io.phase3.agent.metrics.HistogramFamily;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Records latency and outcome of one woven method under a feature and a type. */
final class TimedRecorder extends CallRecorder {
    /** The label's value where an expression has none. */
    static final String ABSENT = "unknown";

    private final HistogramFamily family;
    private final String feature;
    private final Evaluation type;
    private final Evaluation success;
    private final Timings fixed;
    private final Map<String, Timings> byType = new ConcurrentHashMap<>();

    /**
     * @param type decides the type label call by call, or null if {@code fixedType} is it
     * @param fixedType the type label of every call, or null
     * @param success the condition for success, or null if not throwing is enough
     */
    TimedRecorder(
            HistogramFamily family,
            String feature,
            Evaluation type,
            String fixedType,
            Evaluation success,
            BoundRule bound,
            Consumer<Throwable> failures) {
        super(bound, failures);
        this.family = family;
        this.feature = feature;
        this.type = type;
        this.success = success;
        this.fixed = fixedType == null ? null : Timings.fixed(family, feature, fixedType);
    }

    @Override
    void record(Object[] frame, long nanos) {
        Timings timings = fixed != null ? fixed : timings(type.text(frame));
        timings.observe(outcome(frame), nanos, FrameLayout.thread(frame));
    }

    private Outcome outcome(Object[] frame) {
        Throwable thrown = (Throwable) frame[FrameLayout.THROWN];
        if (thrown == null && success != null && Boolean.FALSE.equals(success.condition(frame))) {
            return Outcome.ERROR;
        }
        return Outcome.of(thrown);
    }

    private Timings timings(String evaluated) {
        String value = evaluated == null ? ABSENT : evaluated;
        Timings known = byType.get(value);
        if (known != null) {
            return known;
        }
        Timings timings = Timings.bounded(family, 1, 2, feature, value);
        if (timings.isOf(value)) {
            byType.put(value, timings);
        }
        return timings;
    }
}

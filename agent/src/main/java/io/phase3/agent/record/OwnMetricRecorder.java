package io.phase3.agent.record;

import io.phase3.agent.config.BoundRule;
import io.phase3.agent.expression.Evaluation;
import io.phase3.agent.expression.FrameLayout;
import io.phase3.agent.metrics.Family;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;

/**
 * Records the calls of one woven method in a metric that the user declared.
 *
 * @param <C> what counts one label set
 */
final class OwnMetricRecorder<C> extends CallRecorder {
    private final Family<C> family;
    private final List<Evaluation> labels;
    private final Evaluation value;
    private final Observation<C> observation;

    /** What a call does to the metric. */
    interface Observation<C> {
        /**
         * Takes one call.
         *
         * @param value what the rule's {@code value} evaluated to, or null if it has none
         * @param nanos how long the call took
         * @param thread the number of the thread that made it
         */
        void observe(C child, BigDecimal value, long nanos, int thread);
    }

    /**
     * Records into the family.
     *
     * @param value the rule's {@code value}, or null; a call for which it is absent is not recorded
     */
    OwnMetricRecorder(
            Family<C> family,
            List<Evaluation> labels,
            Evaluation value,
            Observation<C> observation,
            BoundRule bound,
            Consumer<Throwable> failures) {
        super(bound, failures);
        this.family = family;
        this.labels = labels;
        this.value = value;
        this.observation = observation;
    }

    @Override
    void record(Object[] frame, long nanos) {
        BigDecimal amount = value == null ? null : value.number(frame);
        if (value != null && amount == null) {
            return;
        }
        String[] labelValues = new String[labels.size()];
        for (int i = 0; i < labelValues.length; i++) {
            String text = labels.get(i).text(frame);
            labelValues[i] = text == null ? TimedRecorder.ABSENT : text;
        }
        C child = family.child(family.bounded(0, labelValues.length, labelValues));
        observation.observe(child, amount, nanos, FrameLayout.thread(frame));
    }
}

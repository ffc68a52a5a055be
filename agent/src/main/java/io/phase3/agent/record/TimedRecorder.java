package io.phase3.agent.record;

import io.phase3.agent.config.Attribute;
import io.phase3.agent.config.BoundRule;
import io.phase3.agent.expression.Evaluation;
import io.phase3.agent.expression.Expression;
import io.phase3.agent.expression.FrameLayout;
import io.phase3.agent.metrics.HistogramFamily;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Records the calls of one woven method as durations under a feature, a type and an outcome, each with its consequences. */
final class TimedRecorder extends LeadRecorder {
    /** The label's value where an expression has none. */
    static final String ABSENT = "unknown";

    private final HistogramFamily family;
    private final String feature;
    private final Evaluation type;
    /** The type of every call; null if the expression decides it call by call. */
    private final String fixedType;

    private final Evaluation success;
    private final Consequence[] consequences;
    private final boolean needsOuterLead;
    private final Timings fixed;
    private final Map<String, Timings> byType = new ConcurrentHashMap<>();

    /**
     * Records into the family.
     *
     * @param lead finds the lead that the consequences are about
     */
    TimedRecorder(
            HistogramFamily family,
            String feature,
            CallLead lead,
            Consequence[] consequences,
            BoundRule bound,
            Consumer<Throwable> failures) {
        super(lead, bound, failures);
        this.family = family;
        this.feature = feature;
        Optional<Expression> text = bound.rule().expression(Attribute.TYPE);
        this.fixedType = text.isPresent() ? text.get().literalText().orElse(null) : bound.methodName();
        this.type = bound.evaluation(Attribute.TYPE).orElse(null);
        this.success = bound.evaluation(Attribute.SUCCESS).orElse(null);
        this.consequences = consequences;
        this.needsOuterLead = Arrays.stream(consequences).allMatch(Consequence::needsOuterLead);
        this.fixed = fixedType == null ? null : Timings.fixed(family, feature, fixedType);
    }

    @Override
    void record(Object[] frame, long nanos) {
        String value = fixedType != null ? fixedType : orAbsent(type.text(frame));
        Timings timings = fixed != null ? fixed : timings(value);
        Outcome outcome = outcome(frame);
        timings.observe(outcome, nanos, FrameLayout.thread(frame));
        // Most calls are no lead's, and this is all that leads cost them.
        if (!needsOuterLead || frame[FrameLayout.SCOPE] != null) {
            follow(frame, outcome, value);
        }
    }

    private void follow(Object[] frame, Outcome outcome, String value) {
        String found = lead(frame);
        for (Consequence consequence : consequences) {
            consequence.follow(frame, outcome, found, value);
        }
    }

    private Outcome outcome(Object[] frame) {
        Throwable thrown = (Throwable) frame[FrameLayout.THROWN];
        if (thrown == null && success != null && Boolean.FALSE.equals(success.condition(frame))) {
            return Outcome.ERROR;
        }
        return Outcome.of(thrown);
    }

    /** The value of a label whose expression gave this, or null. */
    static String orAbsent(String evaluated) {
        return evaluated == null ? ABSENT : evaluated;
    }

    private Timings timings(String value) {
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

package io.phase3.agent.record;

import io.phase3.agent.expression.Evaluation;
import io.phase3.agent.expression.FrameLayout;

/** Finds the lead of a call: the one that its rule's expression gives, else the one of the calls around it. */
final class CallLead {
    private final Evaluation expression;

    /** @param expression the rule's {@code lead}, or null if it names none */
    CallLead(Evaluation expression) {
        this.expression = expression;
    }

    /** Whether the rule itself names a lead. */
    boolean isNamed() {
        return expression != null;
    }

    /** Looks for the lead before the call begins, and puts the scope that the call opens into its frame. */
    void open(Object[] frame) {
        LeadScope outer = scope(frame);
        frame[FrameLayout.SCOPE] = new LeadScope(expression.text(frame), outer == null ? null : outer.lead());
    }

    /** Looks again on the thread of the call, before others complete it: they have another logging context. */
    void keep(Object[] frame) {
        if (isMissing(frame)) {
            open(frame);
            if (isMissing(frame) && expression.belongsToThread()) {
                frame[FrameLayout.SCOPE] = scope(frame).settled();
            }
        }
    }

    /** The lead of a call that is over, or null; what was absent before may be in the result. */
    String of(Object[] frame) {
        String late = isMissing(frame) ? expression.text(frame) : null;
        if (late != null) {
            return late;
        }
        LeadScope scope = scope(frame);
        return scope == null ? null : scope.lead();
    }

    private boolean isMissing(Object[] frame) {
        return isNamed() && scope(frame).isOpenToMore();
    }

    private static LeadScope scope(Object[] frame) {
        return (LeadScope) frame[FrameLayout.SCOPE];
    }
}

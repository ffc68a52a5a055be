package io.phase3.agent.record;

import io.phase3.agent.expression.Evaluation;
import io.phase3.agent.expression.FrameLayout;

/**
 * Finds the lead of a call: the one that its rule's expression gives, else the one of the calls around it.
 *
 * <p>A scope is the frame of a call that is still open. Only if a call inside it asks is the expression evaluated, and
 * what it gave then stands in the scope's first slot, in place of the recorder that evaluated it.
 */
final class CallLead {
    private static final int OPENER = FrameLayout.THROWN;

    private final Evaluation expression;

    /** @param expression the rule's {@code lead}, or null if it names none */
    CallLead(Evaluation expression) {
        this.expression = expression;
    }

    /** Looks for the lead on the thread of the call, before others complete it: they have another logging context. */
    void keep(Object[] frame) {
        frame[FrameLayout.SCOPE] = new KeptLead(own(frame), inherited(frame[FrameLayout.SCOPE]));
    }

    /** The lead of a call that is over, or of an open scope; null if there is none. */
    String of(Object[] frame) {
        Object scope = frame[FrameLayout.SCOPE];
        if (scope instanceof KeptLead) {
            return of(frame, (KeptLead) scope);
        }
        String own = own(frame);
        return own != null ? own : inherited(scope);
    }

    /** What was absent when the method returned may be in what the call has completed with. */
    private String of(Object[] frame, KeptLead kept) {
        String own = kept.own();
        if (own == null && expression != null && !expression.belongsToThread()) {
            own = expression.text(frame);
        }
        return own != null ? own : kept.inherited();
    }

    private String own(Object[] frame) {
        return expression == null ? null : expression.text(frame);
    }

    private static String inherited(Object scope) {
        if (scope == null) {
            return null;
        }
        Object[] open = (Object[]) scope;
        if (!(open[OPENER] instanceof String)) {
            String lead = ((ScopeOpener) open[OPENER]).lead(open);
            if (lead == null) {
                return null;
            }
            open[OPENER] = lead;
        }
        return (String) open[OPENER];
    }
}

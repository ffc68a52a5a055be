package io.phase3.agent.record;

import io.phase3.agent.attribution.BusinessEvents;
import io.phase3.agent.config.Attribute;
import io.phase3.agent.config.BoundRule;
import io.phase3.agent.expression.Evaluation;
import java.math.BigDecimal;

/** A call that succeeds converts its lead, or gives a conversion back. */
final class Converting implements Consequence {
    private final BusinessEvents events;
    private final String origin;
    private final Evaluation id;
    private final Evaluation revenue;
    private final Evaluation refund;
    private final Evaluation currency;

    Converting(BusinessEvents events, BoundRule bound) {
        this.events = events;
        this.origin = bound.rule().toString();
        this.id = bound.evaluation(Attribute.ID).orElse(null);
        this.revenue = bound.evaluation(Attribute.REVENUE).orElse(null);
        this.refund = bound.evaluation(Attribute.REFUND).orElse(null);
        this.currency = bound.evaluation(Attribute.CURRENCY).orElse(null);
        events.expectConversions();
    }

    /** Whether the rule says anything of conversions but how long handling them takes. */
    static boolean isMeantBy(BoundRule bound) {
        return bound.evaluation(Attribute.ID).isPresent()
                || bound.evaluation(Attribute.REVENUE).isPresent()
                || bound.evaluation(Attribute.REFUND).isPresent();
    }

    @Override
    public void follow(Object[] frame, Outcome outcome, String lead, String type) {
        if (outcome != Outcome.SUCCESS) {
            return;
        }
        BigDecimal givenBack = refund == null ? null : refund.number(frame);
        if (givenBack != null && givenBack.signum() != 0) {
            events.refund(origin, text(id, frame), givenBack, currency(frame));
        } else if (refund != null && revenue == null) {
            // The rule knows refunds only, and this one has no amount: it is rejected with that reason.
            events.refund(origin, text(id, frame), null, currency(frame));
        } else {
            BigDecimal amount = revenue == null ? BigDecimal.ZERO : revenue.number(frame);
            events.conversion(origin, type, text(id, frame), lead, amount, currency(frame));
        }
    }

    /** Null for dollars; what an expression fails to give is no dollars, but a currency that nobody knows. */
    private String currency(Object[] frame) {
        String given = text(currency, frame);
        return currency != null && given == null ? TimedRecorder.ABSENT : given;
    }

    private static String text(Evaluation expression, Object[] frame) {
        return expression == null ? null : expression.text(frame);
    }
}

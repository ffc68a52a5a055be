package io.phase3.agent.record;

import io.phase3.agent.expression.Evaluation;
import java.math.BigDecimal;
import java.util.concurrent.atomic.LongAdder;

/** A call of a paid interface costs something, however it ends. */
final class Costing implements Consequence {
    private final Evaluation cost;
    private final LongAdder nanoDollars;
    private final String origin;

    Costing(Evaluation cost, LongAdder nanoDollars, String origin) {
        this.cost = cost;
        this.nanoDollars = nanoDollars;
        this.origin = origin;
    }

    @Override
    public void follow(Object[] frame, Outcome outcome, String lead, String type) {
        BigDecimal dollars = cost.number(frame);
        if (dollars != null) {
            nanoDollars.add(NanoDollars.of(dollars, origin));
        }
    }
}

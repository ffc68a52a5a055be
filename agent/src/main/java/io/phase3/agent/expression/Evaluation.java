package io.phase3.agent.expression;

import java.math.BigDecimal;

/** An expression compiled for one method: reads its value out of a call's frame, and never throws. */
public final class Evaluation {
    Evaluation() {}

    /** The value as text, or null if it is absent. */
    public String text(Object[] frame) {
        return null;
    }

    /** The value as an exact decimal, or null if it is absent or no finite number. */
    public BigDecimal number(Object[] frame) {
        return null;
    }

    /** The value as a condition, or null if it is absent. */
    public Boolean condition(Object[] frame) {
        return null;
    }
}

package io.phase3.agent.expression;

import java.math.BigDecimal;

/** A literal's value. */
final class ConstantTerm extends Term {
    private final Object value;

    private ConstantTerm(Object value) {
        this.value = value;
    }

    /** An integral literal becomes a {@link Long}, which is compared with the application's numbers without a conversion. */
    static ConstantTerm of(Object value) {
        if (value instanceof BigDecimal && ((BigDecimal) value).scale() == 0) {
            BigDecimal number = (BigDecimal) value;
            return new ConstantTerm(number.precision() <= 18 ? (Object) number.longValueExact() : number);
        }
        return new ConstantTerm(value);
    }

    @Override
    Object read(Object[] frame) {
        return value;
    }
}

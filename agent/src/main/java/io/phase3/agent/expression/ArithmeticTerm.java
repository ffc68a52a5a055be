package io.phase3.agent.expression;

import java.math.BigDecimal;
import java.math.MathContext;

/** {@code left + right} and its sisters, in decimal arithmetic with 34 digits. */
final class ArithmeticTerm extends Term.Fallible {
    /** IEEE 754 decimal128: exact for any sum of money, and bounded for any two numbers. */
    private static final MathContext PRECISION = MathContext.DECIMAL128;

    private final Operator operator;
    private final Term left;
    private final Term right;

    /** @param operator one of the four that compute; {@code +} joins the operands if one of them is text */
    ArithmeticTerm(Operator operator, Term left, Term right, Failures failures) {
        super(failures);
        this.operator = operator;
        this.left = left;
        this.right = right;
    }

    @Override
    Object attempt(Object[] frame) {
        Object a = left.read(frame);
        Object b = a == null ? null : right.read(frame);
        if (b == null) {
            return null;
        }
        return operator == Operator.ADD && (Texts.isText(a) || Texts.isText(b))
                ? ConcatenationTerm.join(a, b)
                : compute(Decimals.of(a), Decimals.of(b));
    }

    private BigDecimal compute(BigDecimal a, BigDecimal b) {
        switch (operator) {
            case ADD:
                return a.add(b, PRECISION);
            case SUBTRACT:
                return a.subtract(b, PRECISION);
            case MULTIPLY:
                return a.multiply(b, PRECISION);
            default:
                if (b.signum() == 0) {
                    throw new EvaluationFailure("division by zero");
                }
                return a.divide(b, PRECISION);
        }
    }
}

package io.phase3.agent.expression;

/** {@code -operand} */
final class NegationTerm extends Term.Fallible {
    private final Term operand;

    NegationTerm(Term operand, Failures failures) {
        super(failures);
        this.operand = operand;
    }

    @Override
    Object attempt(Object[] frame) {
        Object value = operand.read(frame);
        return value == null ? null : Decimals.of(value).negate();
    }
}

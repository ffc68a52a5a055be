package io.phase3.agent.expression;

/** {@code !operand} */
final class NotTerm extends Term.Fallible {
    private final Term operand;

    NotTerm(Term operand, Failures failures) {
        super(failures);
        this.operand = operand;
    }

    @Override
    Object attempt(Object[] frame) {
        Boolean value = Conditions.of(operand.read(frame));
        return value == null ? null : !value;
    }
}

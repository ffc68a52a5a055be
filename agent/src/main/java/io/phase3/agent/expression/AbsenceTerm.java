package io.phase3.agent.expression;

/** {@code operand == null} and {@code operand != null}, which are never absent themselves. */
final class AbsenceTerm extends Term {
    private final boolean absent;
    private final Term operand;

    /** @param absent whether the condition is that the operand is absent, rather than that it is not */
    AbsenceTerm(boolean absent, Term operand) {
        this.absent = absent;
        this.operand = operand;
    }

    @Override
    Object read(Object[] frame) {
        return absent == (operand.read(frame) == null);
    }
}

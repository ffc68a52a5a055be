package io.phase3.agent.expression;

/** {@code left ?? right}: the first that is not absent. */
final class CoalesceTerm extends Term {
    private final Term left;
    private final Term right;

    CoalesceTerm(Term left, Term right) {
        this.left = left;
        this.right = right;
    }

    @Override
    Object read(Object[] frame) {
        Object value = left.read(frame);
        return value == null ? right.read(frame) : value;
    }
}

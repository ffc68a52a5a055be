package io.phase3.agent.expression;

/** {@code left < right} and its sisters, for numbers. */
final class ComparisonTerm extends Term.Fallible {
    private final Operator operator;
    private final Term left;
    private final Term right;

    ComparisonTerm(Operator operator, Term left, Term right, Failures failures) {
        super(failures);
        this.operator = operator;
        this.left = left;
        this.right = right;
    }

    @Override
    Object attempt(Object[] frame) {
        Object a = left.read(frame);
        Object b = a == null ? null : right.read(frame);
        return b == null ? null : holds(Decimals.compare(a, b));
    }

    private boolean holds(int order) {
        switch (operator) {
            case LESS:
                return order < 0;
            case LESS_OR_EQUAL:
                return order <= 0;
            case GREATER:
                return order > 0;
            default:
                return order >= 0;
        }
    }
}

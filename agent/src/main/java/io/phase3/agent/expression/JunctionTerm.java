package io.phase3.agent.expression;

/** {@code left && right} and {@code left || right}: decided by one operand that decides, even if the other is absent. */
final class JunctionTerm extends Term.Fallible {
    private final boolean decisive;
    private final Term left;
    private final Term right;

    /** @param decisive the operand that decides alone: false for {@code &&}, true for {@code ||} */
    JunctionTerm(boolean decisive, Term left, Term right, Failures failures) {
        super(failures);
        this.decisive = decisive;
        this.left = left;
        this.right = right;
    }

    @Override
    Object attempt(Object[] frame) {
        Boolean a = Conditions.of(left.read(frame));
        if (a != null && a == decisive) {
            return a;
        }
        Boolean b = Conditions.of(right.read(frame));
        boolean decided = b != null && b == decisive;
        return (decided || a != null) ? b : null;
    }
}

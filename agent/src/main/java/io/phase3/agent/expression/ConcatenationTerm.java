package io.phase3.agent.expression;

/** {@code left + right} where one of them is text; absent if either is. */
final class ConcatenationTerm extends Term.Fallible {
    private final Term left;
    private final Term right;

    ConcatenationTerm(Term left, Term right, Failures failures) {
        super(failures);
        this.left = left;
        this.right = right;
    }

    @Override
    Object attempt(Object[] frame) {
        Object a = left.read(frame);
        Object b = a == null ? null : right.read(frame);
        return b == null ? null : join(a, b);
    }

    static String join(Object left, Object right) {
        String a = Texts.of(left);
        String b = Texts.of(right);
        return a == null || b == null ? null : a.concat(b);
    }
}

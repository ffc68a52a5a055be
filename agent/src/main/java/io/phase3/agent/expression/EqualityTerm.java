package io.phase3.agent.expression;

/** {@code left == right} and {@code left != right}, where neither is the literal null. */
final class EqualityTerm extends Term.Fallible {
    private final boolean equal;
    private final Term left;
    private final Term right;

    /** @param equal whether the condition is that the values are equal, rather than that they are not */
    EqualityTerm(boolean equal, Term left, Term right, Failures failures) {
        super(failures);
        this.equal = equal;
        this.left = left;
        this.right = right;
    }

    @Override
    Object attempt(Object[] frame) {
        Object a = left.read(frame);
        Object b = a == null ? null : right.read(frame);
        return b == null ? null : equal == same(a, b);
    }

    /** Numbers by value, texts by their characters, an enum constant and a text by the constant's name. */
    static boolean same(Object a, Object b) {
        if (a instanceof Number && b instanceof Number) {
            return Decimals.compare(a, b) == 0;
        }
        if (Texts.isText(a) ? isNamed(b) : Texts.isText(b) && isNamed(a)) {
            return Texts.of(a).equals(Texts.of(b));
        }
        return a.equals(b);
    }

    private static boolean isNamed(Object value) {
        return Texts.isText(value) || value instanceof Enum;
    }
}

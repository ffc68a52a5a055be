package io.phase3.agent.pattern;

import net.bytebuddy.description.method.MethodDescription;

/** The erased type that the method returns. */
final class ReturnTypePattern implements Part {
    private static final int ORDINAL = 3;

    private final String source;
    private final TypePattern type;

    ReturnTypePattern(String source, TypePattern type) {
        this.source = source;
        this.type = type;
    }

    @Override
    public boolean accepts(MethodDescription.InDefinedShape method) {
        return type.isAny() || type.matches(ErasedType.returnedBy(method));
    }

    @Override
    public Mismatch refusal(MethodDescription.InDefinedShape method) {
        return new Mismatch(source, "the method returns " + ErasedType.returnedBy(method), ORDINAL);
    }

    /** Text that parses to an equal pattern, with a space behind it; empty for any type. */
    @Override
    public String toString() {
        return type.isAny() ? "" : type + " ";
    }
}

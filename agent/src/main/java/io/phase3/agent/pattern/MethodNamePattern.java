package io.phase3.agent.pattern;

import java.util.Optional;
import net.bytebuddy.description.method.MethodDescription;

/** The method's name, {@code *} for any characters in it. */
final class MethodNamePattern implements Part {
    private static final int ORDINAL = 1;

    private final NamePattern name;

    MethodNamePattern(NamePattern name) {
        this.name = name;
    }

    Optional<String> exactName() {
        return name.isExact() ? Optional.of(name.toString()) : Optional.empty();
    }

    @Override
    public boolean accepts(MethodDescription.InDefinedShape method) {
        return name.matches(method.getInternalName());
    }

    @Override
    public Mismatch refusal(MethodDescription.InDefinedShape method) {
        return new Mismatch(name.toString(), "the method is named '" + method.getInternalName() + "'", ORDINAL);
    }

    @Override
    public String toString() {
        return name.toString();
    }
}

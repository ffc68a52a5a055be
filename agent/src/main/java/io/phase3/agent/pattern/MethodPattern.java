package io.phase3.agent.pattern;

import java.util.Optional;
import net.bytebuddy.description.method.MethodDescription;

/** A method pattern in AspectJ's reading, such as {@code com.acme.crm.Deals+.close(..)}: immutable, compared by meaning. */
public final class MethodPattern {
    private final String text;

    private MethodPattern(String text) {
        this.text = text;
    }

    /**
     * Parses a pattern.
     *
     * @throws PatternException if the text is not a pattern; says where and what was expected
     */
    public static MethodPattern parse(String text) {
        return new MethodPattern(text);
    }

    /** Whether the method is one that the pattern names. */
    public boolean matches(MethodDescription.InDefinedShape method) {
        return !mismatch(method).isPresent();
    }

    /** The first part of the pattern that says no to the method, with the reason; empty if the method matches. */
    public Optional<Mismatch> mismatch(MethodDescription.InDefinedShape method) {
        return Optional.of(new Mismatch(text, String.valueOf(method)));
    }

    /**
     * Whether a class of this name could declare a method that matches, by the name alone: never a wrong no.
     *
     * @param binaryName for example {@code com.acme.Outer$Inner}
     */
    public boolean couldMatchIn(String binaryName) {
        return !binaryName.isEmpty();
    }

    /** The method's name if the pattern has it in full, without a wildcard. */
    public Optional<String> methodName() {
        return Optional.empty();
    }

    /** The descriptor, such as {@code Lcom/acme/Vision;}, of an annotation that a matching method or its type must bear, if named in full. */
    public Optional<String> annotationDescriptor() {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }
}

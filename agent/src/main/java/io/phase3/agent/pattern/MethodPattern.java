package io.phase3.agent.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.bytebuddy.description.method.MethodDescription;

/**
 * A method pattern in AspectJ's reading, such as {@code com.acme.crm.Deals+.close(..)}: immutable, compared by meaning.
 *
 * <pre>{@code [@annotation]* [modifiers] [return-type] declaring.Type[+].method(params)}</pre>
 *
 * <ul>
 *   <li>{@code *} stands for any characters within a name, {@code ..} for any packages and any parameters, {@code *} or
 *       {@code *..*} for every type. Nested types are {@code Outer.Inner} or {@code Outer$Inner}; a wildcard finds them, too.
 *   <li>{@code Type+} is the type and all its subtypes. Without {@code +} it is exactly the type whose class file has the
 *       method's code. This is stricter than AspectJ's {@code execution()}, where {@code Deals.close()} also selects the
 *       implementations of {@code Deals}: a pattern says what it means, and can be decided by names alone where it can. Where
 *       it matters, {@link #mismatch} suggests the {@code +}.
 *   <li>{@code (@x.Y Type+)} in place of the type: the declaring type bears the annotation itself; one that it could inherit
 *       does not count. {@code @x.Y} at the start: the method bears it itself.
 *   <li>Modifiers may be negated: {@code !static}; package-private is {@code !public !protected !private}.
 *   <li>Types are erased types; {@code String...} is {@code String[]}. A name without a dot is a type of {@code java.lang} if
 *       there is one, otherwise of the default package.
 * </ul>
 *
 * <p>Constructors, static initialisers, bridge and synthetic methods, abstract and native methods never match.
 */
public final class MethodPattern {
    private final String text;
    private final DeclaringTypePattern type;
    private final MethodNamePattern name;
    private final ParametersPattern parameters;
    private final ReturnTypePattern returnType;
    private final ModifiersPattern modifiers;
    private final List<AnnotationPattern> annotations;
    private final MethodKind kind;
    private final String canonical;

    MethodPattern(
            String text,
            List<AnnotationPattern> annotations,
            ModifiersPattern modifiers,
            ReturnTypePattern returnType,
            DeclaringTypePattern type,
            MethodNamePattern name,
            ParametersPattern parameters) {
        this.text = text;
        this.type = type;
        this.name = name;
        this.parameters = parameters;
        this.returnType = returnType;
        this.modifiers = modifiers;
        this.annotations = new ArrayList<>(annotations);
        kind = new MethodKind(text);
        canonical = AnnotationPattern.sorted(annotations) + modifiers + returnType + type + "." + name + parameters;
    }

    /**
     * Parses a pattern.
     *
     * @throws PatternException if the text is not a pattern; says where and what was expected
     */
    public static MethodPattern parse(String text) {
        return PatternParser.parse(text);
    }

    /** Whether the method is one that the pattern names. Never throws, whatever is missing on the class path. */
    public boolean matches(MethodDescription.InDefinedShape method) {
        // The cheapest first; the type last, since only it may have to read other class files.
        return name.accepts(method)
                && kind.accepts(method)
                && modifiers.accepts(method)
                && parameters.accepts(method)
                && returnType.accepts(method)
                && isAnnotationsMatch(method)
                && type.accepts(method);
    }

    private boolean isAnnotationsMatch(MethodDescription.InDefinedShape method) {
        for (AnnotationPattern annotation : annotations) {
            if (!annotation.accepts(method)) {
                return false;
            }
        }
        return true;
    }

    /** The first part of the pattern that says no to the method, with the reason; empty if the method matches. */
    public Optional<Mismatch> mismatch(MethodDescription.InDefinedShape method) {
        for (Part part : partsInReadingOrder()) {
            if (!part.accepts(method)) {
                return Optional.of(part.refusal(method));
            }
        }
        return Optional.empty();
    }

    /** The order in which a person would look. */
    private List<Part> partsInReadingOrder() {
        List<Part> parts = new ArrayList<>();
        parts.add(type);
        parts.add(name);
        parts.add(parameters);
        parts.add(returnType);
        parts.add(modifiers);
        parts.addAll(annotations);
        parts.add(kind);
        return parts;
    }

    /**
     * Whether a class of this name could declare a method that matches, by the name alone: never a wrong no.
     *
     * @param binaryName for example {@code com.acme.Outer$Inner}
     */
    public boolean couldMatchIn(String binaryName) {
        return type.couldBe(binaryName);
    }

    /** Whether the pattern names the class and a method of it in full: without a wildcard, a {@code +} or an annotation. */
    public boolean namesMethodOf(String binaryName) {
        return type.isExactly(binaryName) && name.exactName().isPresent() && annotations.isEmpty();
    }

    /** The binary name of the type if the pattern asks for that type and its subtypes, and the name leaves no doubt. */
    public Optional<String> superType() {
        return type.superType();
    }

    /** The declaring type's name if the pattern has it in full, without a wildcard; {@code Outer.Inner} may be nested. */
    public Optional<String> typeName() {
        return type.exactName();
    }

    /** The method without its type, as in {@code close(..)}. */
    public String signature() {
        return name.toString() + parameters;
    }

    /** The method's name if the pattern has it in full, without a wildcard. */
    public Optional<String> methodName() {
        return name.exactName();
    }

    /**
     * The descriptor, such as {@code Lcom/acme/Vision;}, of an annotation that a matching method or its type must bear, if named
     * in full. The class file that declares a matching method contains this text. Empty, too, where the name leaves a doubt:
     * {@code com.acme.Outer.Vision} may be nested in {@code Outer}.
     */
    public Optional<String> annotationDescriptor() {
        List<AnnotationPattern> required = new ArrayList<>(annotations);
        required.addAll(type.annotations());
        for (AnnotationPattern annotation : required) {
            Optional<String> descriptor = annotation.descriptor();
            if (descriptor.isPresent()) {
                return descriptor;
            }
        }
        return Optional.empty();
    }

    /** The text as its author wrote it, for messages. */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MethodPattern && ((MethodPattern) other).canonical.equals(canonical);
    }

    @Override
    public int hashCode() {
        return canonical.hashCode();
    }

    /** The pattern in its canonical form, which parses to an equal pattern. */
    @Override
    public String toString() {
        return canonical;
    }
}

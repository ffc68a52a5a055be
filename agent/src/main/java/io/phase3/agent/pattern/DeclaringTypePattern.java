package io.phase3.agent.pattern;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;

/** The type whose class file has the method's code, and the annotations that this very type must bear. */
final class DeclaringTypePattern implements Part {
    private static final int ORDINAL = 0;

    private final String source;
    private final TypePattern type;
    private final List<AnnotationPattern> annotations;

    DeclaringTypePattern(String source, TypePattern type, List<AnnotationPattern> annotations) {
        this.source = source;
        this.type = type;
        this.annotations = new ArrayList<>(annotations);
    }

    List<AnnotationPattern> annotations() {
        return annotations;
    }

    /** By the name alone; never a wrong no. */
    boolean couldBe(String binaryName) {
        return type.hasSubtypes() || type.name().matches(binaryName);
    }

    /** Whether this is the one type that is meant: its name stands there in full, alone. */
    boolean isExactly(String binaryName) {
        return !type.hasSubtypes()
                && annotations.isEmpty()
                && type.name().isExact()
                && type.name().matches(binaryName);
    }

    /** The binary name of the type whose subtypes are meant, if it leaves no doubt. */
    Optional<String> superType() {
        return type.hasSubtypes() && type.name().isBinaryName()
                ? Optional.of(type.name().toString())
                : Optional.empty();
    }

    /** The type's name if it has no wildcard. */
    Optional<String> exactName() {
        return type.name().isExact() ? Optional.of(type.name().toString()) : Optional.empty();
    }

    @Override
    public boolean accepts(MethodDescription.InDefinedShape method) {
        TypeDescription declaring = method.getDeclaringType();
        return couldBe(declaring.getName()) && isAnnotationsMatch(declaring) && isTypeMatch(declaring);
    }

    private boolean isTypeMatch(TypeDescription declaring) {
        return type.matches(ErasedType.of(declaring));
    }

    private boolean isAnnotationsMatch(TypeDescription declaring) {
        for (AnnotationPattern annotation : annotations) {
            if (!annotation.isBorneBy(declaring)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Mismatch refusal(MethodDescription.InDefinedShape method) {
        TypeDescription declaring = method.getDeclaringType();
        if (!isTypeMatch(declaring)) {
            return new Mismatch(source, "the type is " + declaring.getName() + hint(declaring), ORDINAL);
        }
        for (AnnotationPattern annotation : annotations) {
            if (!annotation.isBorneBy(declaring)) {
                String reason = "the type " + declaring.getName() + " bears " + AnnotationPattern.listOf(declaring);
                return new Mismatch(annotation.source(), reason, ORDINAL);
            }
        }
        throw new IllegalStateException(source + " accepts " + method);
    }

    private String hint(TypeDescription declaring) {
        NamePattern inAnyPackage = NamePattern.of("*.." + type.name());
        if (!type.name().toString().startsWith("*..") && inAnyPackage.matches(declaring.getName())) {
            return "; write " + inAnyPackage + (type.hasSubtypes() ? "+" : "") + " for any package";
        }
        Collection<String> missing = new LinkedHashSet<>();
        boolean subtype = Hierarchy.isSubtype(declaring, type.name(), missing);
        if (subtype && !type.hasSubtypes()) {
            return ", a subtype; write " + type.name() + "+ for the type and its subtypes";
        }
        if (type.hasSubtypes() && missing.isEmpty()) {
            return ", which is no subtype";
        }
        return type.hasSubtypes()
                ? ", no subtype as far as its super types could be found; missing: " + String.join(", ", missing)
                : "";
    }

    /** Text that parses to an equal pattern. */
    @Override
    public String toString() {
        String name = type.isAny() ? "*..*" : type.toString();
        return annotations.isEmpty() ? name : "(" + AnnotationPattern.sorted(annotations) + name + ")";
    }
}

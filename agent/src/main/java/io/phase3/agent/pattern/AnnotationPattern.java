package io.phase3.agent.pattern;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.annotation.AnnotationSource;
import net.bytebuddy.description.method.MethodDescription;

/** An annotation that a method, or its type, must bear itself: what a super type bears does not count, inherited or not. */
final class AnnotationPattern implements Part {
    private static final int ORDINAL = 5;

    private final String source;
    private final NamePattern name;

    AnnotationPattern(String source, NamePattern name) {
        this.source = source;
        this.name = name;
    }

    /** The annotations in text that parses to an equal pattern, with a space behind each: their order has no meaning. */
    static String sorted(Collection<AnnotationPattern> annotations) {
        TreeSet<String> texts = new TreeSet<>();
        for (AnnotationPattern annotation : annotations) {
            texts.add("@" + annotation.name + " ");
        }
        return String.join("", texts);
    }

    /** What the source bears, for a message. */
    static String listOf(AnnotationSource bearer) {
        List<String> found = new ArrayList<>();
        for (String annotationName : namesOf(bearer)) {
            found.add("@" + annotationName);
        }
        return found.isEmpty() ? "no annotation" : String.join(", ", found);
    }

    /** Names only: a pool leaves out annotations whose type is missing, and what else cannot be read is no annotation to us. */
    private static List<String> namesOf(AnnotationSource bearer) {
        List<String> names = new ArrayList<>();
        try {
            for (AnnotationDescription annotation : bearer.getDeclaredAnnotations()) {
                names.add(annotation.getAnnotationType().getName());
            }
        } catch (RuntimeException | LinkageError unreadable) {
            return names;
        }
        return names;
    }

    String source() {
        return source;
    }

    /**
     * The annotation's descriptor, if the name leaves no doubt about it. {@code com.acme.Outer.Vision} leaves one: it may be
     * nested.
     */
    Optional<String> descriptor() {
        return name.isBinaryName() ? Optional.of("L" + name.toString().replace('.', '/') + ";") : Optional.empty();
    }

    boolean isBorneBy(AnnotationSource bearer) {
        for (String annotationName : namesOf(bearer)) {
            if (isNameMatch(annotationName)) {
                return true;
            }
        }
        return false;
    }

    /** Where {@link #descriptor()} promises a name, exactly that name: the promise must never be a wrong no. */
    private boolean isNameMatch(String annotationName) {
        return name.isBinaryName() ? annotationName.equals(name.toString()) : name.matches(annotationName);
    }

    @Override
    public boolean accepts(MethodDescription.InDefinedShape method) {
        return isBorneBy(method);
    }

    @Override
    public Mismatch refusal(MethodDescription.InDefinedShape method) {
        return new Mismatch(source, "the method bears " + listOf(method), ORDINAL);
    }
}

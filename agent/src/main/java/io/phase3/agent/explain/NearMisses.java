package io.phase3.agent.explain;

import io.phase3.agent.config.Rule;
import io.phase3.agent.explain.SeenClasses.SeenClass;
import io.phase3.agent.message.Suggestion;
import io.phase3.agent.pattern.MethodPattern;
import io.phase3.agent.pattern.Mismatch;
import io.phase3.agent.weave.DescribedClass;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.bytebuddy.description.method.MethodDescription;

/** Finds the methods that a pattern nearly matches, and the words for why it matches none. */
final class NearMisses {
    private static final int MOST_CANDIDATES = 3;
    /** Of a type with more subtypes than this, the first ones by name are enough for an example. */
    private static final int MOST_CLASSES = 60;

    private final SeenClasses classes;
    private final Predicate<String> isUnreadable;

    /** @param isUnreadable whether the class of a name cannot be looked at */
    NearMisses(SeenClasses classes, Predicate<String> isUnreadable) {
        this.classes = classes;
        this.isUnreadable = isUnreadable;
    }

    /** The nearest misses of all the rule's patterns, the nearest first. */
    List<Candidate> of(Rule rule) {
        return rule.methods().stream()
                .flatMap(pattern -> of(pattern).stream())
                .sorted()
                .limit(MOST_CANDIDATES)
                .map(Miss::candidate)
                .collect(Collectors.toList());
    }

    /** Why the pattern matches nothing, and what it may have meant. */
    String explain(MethodPattern pattern) {
        String type = pattern.typeName().orElse(null);
        if (type != null && !isKnown(pattern, type)) {
            return type.startsWith("java.")
                    ? "the classes of the JDK are never woven"
                    : "there is no class " + type + " among the " + classes.count() + " classes" + meant(type);
        }
        if (suspects(pattern).isEmpty()) {
            return "none of the " + classes.count() + " classes "
                    + (type == null ? "has such a name" : "extends or implements " + type);
        }
        Optional<String> unreadable = suspects(pattern).stream()
                .map(suspect -> suspect.name)
                .filter(isUnreadable)
                .findFirst();
        if (type != null && unreadable.isPresent()) {
            return "the class " + unreadable.get() + " cannot be looked at";
        }
        List<Miss> misses = of(pattern);
        if (!misses.isEmpty()) {
            return misses.get(0).explain();
        }
        return annotation(pattern)
                .map(annotation -> "nothing that it names bears @" + annotation
                        + (classes.find(annotation) == null ? meant(annotation) : ""))
                .orElseGet(() -> "no method of " + Miss.typeOf(pattern) + " is named '"
                        + pattern.methodName().orElse("") + "'");
    }

    private static Optional<String> annotation(MethodPattern pattern) {
        return pattern.annotationDescriptor()
                .map(descriptor ->
                        descriptor.substring(1, descriptor.length() - 1).replace('/', '.'));
    }

    private String meant(String type) {
        List<SeenClass> meant = classes.likelyMeant(type);
        return meant.isEmpty() ? "" : " – did you mean '" + meant.get(0).name + "'?";
    }

    private boolean isKnown(MethodPattern pattern, String type) {
        return !suspects(pattern).isEmpty()
                || classes.find(type) != null
                || pattern.superType().map(this::isVisible).orElse(false);
    }

    /** A super type may stand where nothing is woven, in the JDK. */
    private boolean isVisible(String type) {
        String file = type.replace('.', '/') + ".class";
        return ClassLoader.getSystemClassLoader().getParent().getResource(file) != null
                || classes.loaders().stream().anyMatch(loader -> loader.getResource(file) != null);
    }

    private List<SeenClass> suspects(MethodPattern pattern) {
        if (!pattern.superType().isPresent()) {
            return classes.named(pattern);
        }
        String type = pattern.superType().get();
        List<SeenClass> suspects = new ArrayList<>();
        if (classes.find(type) != null) {
            suspects.add(classes.find(type));
        }
        suspects.addAll(classes.subtypes(type));
        return suspects;
    }

    private List<Miss> of(MethodPattern pattern) {
        List<SeenClass> suspects = suspects(pattern);
        if (suspects.isEmpty() && pattern.typeName().isPresent()) {
            suspects = classes.likelyMeant(pattern.typeName().get());
        }
        List<Miss> misses = new ArrayList<>();
        for (int i = 0; i < Math.min(suspects.size(), MOST_CLASSES); i++) {
            addMisses(pattern, suspects.get(i), i, misses);
        }
        Collections.sort(misses);
        return misses.subList(0, Math.min(misses.size(), MOST_CANDIDATES));
    }

    private static void addMisses(MethodPattern pattern, SeenClass seen, int rank, List<Miss> misses) {
        try {
            for (MethodDescription.InDefinedShape method :
                    DescribedClass.of(seen.loader, seen.name).type().getDeclaredMethods()) {
                if (method.isMethod() && !method.isSynthetic()) {
                    pattern.mismatch(method)
                            .map(no -> new Miss(pattern, method, no, rank))
                            .filter(Miss::tells)
                            .ifPresent(misses::add);
                }
            }
        } catch (RuntimeException | LinkageError missing) {
            // A class that cannot be looked at has a finding of its own.
            return;
        }
    }

    /** A method that is not matched. */
    private static final class Miss implements Comparable<Miss> {
        // Mismatch.ordinal()
        private static final int TYPE = 0;
        private static final int NAME = 1;
        private static final int ANNOTATION = 5;

        private static final Comparator<Miss> NEAREST_FIRST = Comparator.<Miss>comparingInt(
                        miss -> -miss.mismatch.ordinal())
                .thenComparingInt(miss -> miss.distance)
                .thenComparingInt(miss -> miss.rank)
                .thenComparing(miss -> miss.method);

        private final MethodPattern pattern;
        private final String method;
        private final Mismatch mismatch;
        private final int distance;
        private final int rank;

        /** @param rank of its class among those that may have been meant */
        Miss(MethodPattern pattern, MethodDescription.InDefinedShape method, Mismatch mismatch, int rank) {
            this.pattern = pattern;
            this.method = MethodName.of(method);
            this.mismatch = mismatch;
            this.distance = pattern.methodName()
                    .map(name -> Suggestion.distance(name, method.getName()))
                    .orElse(0);
            this.rank = rank;
        }

        Candidate candidate() {
            return new Candidate(method, pattern.text(), mismatch.part(), mismatch.reason());
        }

        /** Whether it is near, or else belongs to the one class that is meant: of many classes most methods say nothing. */
        boolean tells() {
            boolean isOneClass =
                    pattern.typeName().isPresent() && !pattern.superType().isPresent();
            if (!pattern.methodName().isPresent()) {
                return isOneClass || mismatch.ordinal() != ANNOTATION;
            }
            return distance <= Math.max(2, pattern.methodName().get().length() / 3)
                    || (isOneClass && mismatch.ordinal() != TYPE);
        }

        String explain() {
            if (mismatch.ordinal() == NAME && pattern.typeName().isPresent()) {
                boolean isNear =
                        distance <= Math.max(1, Math.min(3, mismatch.part().length() / 3));
                return "no method of " + typeOf(pattern) + " is named '" + mismatch.part() + "'"
                        + (isNear ? " – did you mean '" + MethodName.signature(method) + "'?" : "");
            }
            return "'" + mismatch.part() + "' says no to " + method + ": " + mismatch.reason();
        }

        static String typeOf(MethodPattern pattern) {
            return pattern.typeName()
                    .map(type -> pattern.superType().isPresent() ? type + " or its subtypes" : type)
                    .orElse("the classes that it names");
        }

        @Override
        public int compareTo(Miss other) {
            return NEAREST_FIRST.compare(this, other);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Miss && compareTo((Miss) other) == 0;
        }

        @Override
        public int hashCode() {
            return method.hashCode();
        }
    }
}

package io.phase3.agent.weave;

import io.phase3.agent.config.Kind;
import io.phase3.agent.config.Rule;
import io.phase3.agent.pattern.MethodPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;

/** Finds the rules of a method: those whose patterns match it, and those that its annotations make. */
final class RuleMatcher {
    private final List<Rule> rules;

    RuleMatcher(List<Rule> rules) {
        this.rules = rules;
    }

    /**
     * The rules of the method; what an annotation says is filled into the configured rule of the same sort, if there is
     * one, and what a built-in rule says into either: configuration wins, attribute by attribute.
     *
     * @throws IllegalArgumentException if an annotation says something that cannot be
     */
    List<Rule> rulesOf(MethodDescription.InDefinedShape method) {
        if (!hasCode(method)) {
            return new ArrayList<>(0);
        }
        List<Rule> found = new ArrayList<>(2);
        List<Rule> builtIn = new ArrayList<>(0);
        for (Rule rule : rules) {
            if (anyMatches(rule.methods(), method) && !anyMatches(rule.exclude(), method)) {
                (rule.builtIn() ? builtIn : found).add(rule);
            }
        }
        AnnotatedRules.of(method).forEach(annotated -> fillIn(found, annotated));
        builtIn.forEach(rule -> fillIn(found, rule));
        return found;
    }

    /** The built-in rules that name the type but match no method of it, each with the signatures that it looks for. */
    Map<Rule, Collection<String>> missedBy(TypeDescription type) {
        Map<Rule, Collection<String>> missed = new LinkedHashMap<>(0);
        for (Rule rule : rules) {
            Collection<String> signatures = rule.builtIn() ? signaturesIn(type, rule) : Collections.emptySet();
            if (!signatures.isEmpty()
                    && type.getDeclaredMethods().stream().noneMatch(method -> anyMatches(rule.methods(), method))) {
                missed.put(rule, signatures);
            }
        }
        return missed;
    }

    private static Collection<String> signaturesIn(TypeDescription type, Rule rule) {
        return rule.methods().stream()
                .filter(pattern -> pattern.namesMethodOf(type.getName()))
                .map(MethodPattern::signature)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Adds the weaker rule, or what it says beyond the stronger one of its sort. */
    private static void fillIn(List<Rule> stronger, Rule weaker) {
        int same = indexOfSameSort(stronger, weaker);
        if (same < 0) {
            stronger.add(weaker);
        } else {
            stronger.set(same, stronger.get(same).orElse(weaker));
        }
    }

    private static boolean hasCode(MethodDescription.InDefinedShape method) {
        return method.isMethod() && !method.isSynthetic() && !method.isAbstract() && !method.isNative();
    }

    private static boolean anyMatches(List<MethodPattern> patterns, MethodDescription.InDefinedShape method) {
        for (MethodPattern pattern : patterns) {
            if (pattern.matches(method)) {
                return true;
            }
        }
        return false;
    }

    private static int indexOfSameSort(List<Rule> rules, Rule weaker) {
        for (int i = 0; i < rules.size(); i++) {
            if (isOpen(rules.get(i), weaker) || sort(rules.get(i)).equals(sort(weaker))) {
                return i;
            }
        }
        return -1;
    }

    /** Whoever leaves the kind open wants a call measured, which a connection that is opened or closed is not. */
    private static boolean isOpen(Rule rule, Rule weaker) {
        return !rule.hasKind() && !weaker.kind().isConnection();
    }

    /** Rules of one sort describe the same thing of a call, so that one can override the other. */
    static String sort(Rule rule) {
        if (rule.kind().isOwnMetric()) {
            return "metric " + rule.metric().orElse("");
        }
        if (rule.kind().isConnection()) {
            return rule.kind().keyword();
        }
        return rule.kind() == Kind.CONVERSION ? "conversion" : "duration";
    }
}

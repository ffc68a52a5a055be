package io.phase3.agent.weave;

import io.phase3.agent.config.Attribute;
import io.phase3.agent.config.BoundRule;
import io.phase3.agent.config.Kind;
import io.phase3.agent.config.Rule;
import io.phase3.agent.expression.Source;
import io.phase3.agent.type.AsyncType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.ObjLongConsumer;
import java.util.function.ToIntFunction;

/**
 * The woven methods: under which ids each reports, and how many every rule has.
 *
 * <p>A class that is loaded again, by another class loader or after a redeployment, gets the ids that it had, so that
 * nothing grows. Any thread that loads classes may call.
 */
public final class Sites {
    private static final String FACADE_RULE = "@Phase3Metrics";

    private final Recorders recorders;
    private final ToIntFunction<ObjLongConsumer<Object[]>> publish;
    private final RuleCount count;
    private final Map<List<Object>, Site> sites = new HashMap<>();
    private final Map<List<String>, Integer> guards = new HashMap<>();
    /** By rule: its methods, each with its class. */
    private final Map<String, Map<String, String>> methodsByRule = new TreeMap<>();

    /** Makes what woven methods report to. */
    public interface Recorders {
        /**
         * The recorder of a method that a rule matches.
         *
         * @param guard stands for the method's calls among those that a thread has open
         */
        ObjLongConsumer<Object[]> recorderOf(BoundRule bound, int guard);

        /** The rule's recorder, made earlier, is used again under the guard: the rule may have been another one meanwhile. */
        default void reused(Rule rule, int guard) {}

        /** Recorders of the rules are about to be made or used again: what the rules said until now no longer holds. */
        default void outdated(Collection<String> rules) {}

        /** What the recorders of the rule are made from besides the rule itself: where that is another, they are too. */
        default Object basisOf(Rule rule) {
            return "";
        }

        /**
         * The recorder of a method of the facade; empty if it has nothing to record.
         *
         * @param signature as in {@code touch(String, String)}
         */
        Optional<ObjLongConsumer<Object[]>> facadeRecorderOf(String signature);
    }

    /** Told how many methods a rule has. */
    public interface RuleCount {
        /** The rule is woven into so many methods now. */
        void set(String rule, int methods);

        /** There is no such rule any more. */
        default void remove(String rule) {}
    }

    /**
     * The empty table.
     *
     * @param publish makes a recorder reachable for woven code and answers with its site id
     * @param count told whenever a rule's number of methods changes
     */
    public Sites(Recorders recorders, ToIntFunction<ObjLongConsumer<Object[]>> publish, RuleCount count) {
        this.recorders = recorders;
        this.publish = publish;
        this.count = count;
    }

    /** Says that a rule exists, though it may have no method yet, or never. */
    public synchronized void declare(String rule) {
        if (methodsByRule.putIfAbsent(rule, new HashMap<>()) == null) {
            count.set(rule, 0);
        }
    }

    /** How many methods each rule is woven into so far, by rule. */
    public synchronized Map<String, Integer> methodsByRule() {
        Map<String, Integer> methods = new TreeMap<>();
        methodsByRule.forEach((rule, woven) -> methods.put(rule, woven.size()));
        return methods;
    }

    /** Whether the rule is woven into the method, which is named as in {@link BoundRule#method()}. */
    public synchronized boolean isWoven(String rule, String method) {
        return methodsByRule.getOrDefault(rule, Collections.emptyMap()).containsKey(method);
    }

    /** There are no such rules any more. */
    public synchronized void forget(Collection<String> rules) {
        for (String rule : rules) {
            methodsByRule.remove(rule);
            count.remove(rule);
        }
    }

    /** The classes with a method that one of the rules is woven into, by name. */
    private Set<String> classesOf(Collection<String> rules) {
        Set<String> classes = new HashSet<>();
        rules.forEach(rule -> classes.addAll(
                methodsByRule.getOrDefault(rule, Collections.emptyMap()).values()));
        return classes;
    }

    /** The rules that are woven into a method or have been declared. */
    public synchronized Set<String> rules() {
        return new HashSet<>(methodsByRule.keySet());
    }

    /**
     * Has other rules hold. No site is found meanwhile, so that each belongs to the rules before or to those after.
     *
     * @param changed the rules that are counted anew, as their classes are woven again
     * @param others further rules whose methods are woven again
     * @param change makes the other rules hold
     * @return the classes with a method that one of all these is woven into, by name
     */
    synchronized Set<String> change(Collection<String> changed, Collection<String> others, Runnable change) {
        Set<String> classes = classesOf(changed);
        classes.addAll(classesOf(others));
        recorders.outdated(others);
        recorders.outdated(changed);
        forget(changed);
        change.run();
        return classes;
    }

    /** The same as without the condition; empty if it does not hold: then the rule no longer does. */
    synchronized Optional<Site> siteOf(BoundRule bound, String operation, BooleanSupplier holds) {
        return holds.getAsBoolean() ? Optional.of(siteOf(bound, operation)) : Optional.empty();
    }

    /**
     * The site of a method that a rule matches.
     *
     * @param operation what the method is part of: of its nested calls under the rule, the outermost counts; under a
     *     rule with a group, of the nested calls of all rules of that group
     */
    synchronized Site siteOf(BoundRule bound, String operation) {
        String rule = bound.rule().name();
        // What the rule says, what it reads, not its name alone: two loaders may have two versions of a class, with
        // other annotations and other frames.
        List<Object> key =
                Arrays.asList(bound.rule(), bound.method(), bound.sources(), recorders.basisOf(bound.rule()));
        Site site = sites.get(key);
        if (site == null) {
            site = newSite(bound, operation);
            sites.put(key, site);
        } else {
            recorders.reused(bound.rule(), site.guard());
        }
        declare(rule);
        Map<String, String> methods = methodsByRule.get(rule);
        methods.put(bound.method(), bound.className());
        count.set(rule, methods.size());
        return site;
    }

    private Site newSite(BoundRule bound, String operation) {
        String rule = bound.rule().name();
        int guard = bound.rule().group().map(group -> guardOf(group)).orElseGet(() -> guardOf(rule, operation));
        return new Site(
                publish.applyAsInt(recorders.recorderOf(bound, guard)),
                guard,
                bound.sources(),
                opensScope(bound),
                bound.async(),
                bound.handler(),
                bound.rule().kind() == Kind.DISCONNECT);
    }

    /** The recorder of a rule with a lead opens a scope; metrics of one's own know no leads. */
    private static boolean opensScope(BoundRule bound) {
        return bound.evaluation(Attribute.LEAD).isPresent()
                && !bound.rule().kind().isOwnMetric();
    }

    /**
     * The site of a method of the facade; empty if it has nothing to record.
     *
     * @param signature as in {@code touch(String, String)}
     */
    synchronized Optional<Site> facadeSiteOf(String signature, int parameters) {
        return Optional.ofNullable(sites.computeIfAbsent(
                Arrays.asList(FACADE_RULE, signature),
                absent -> recorders
                        .facadeRecorderOf(signature)
                        .map(recorder -> new Site(
                                publish.applyAsInt(recorder),
                                guardOf(FACADE_RULE, signature),
                                arguments(parameters),
                                false,
                                AsyncType.NONE,
                                OptionalInt.empty(),
                                false))
                        .orElse(null)));
    }

    /** @param key a group, or a rule and an operation */
    private int guardOf(String... key) {
        return guards.computeIfAbsent(Arrays.asList(key), absent -> guards.size());
    }

    private static List<Source> arguments(int parameters) {
        List<Source> arguments = new ArrayList<>();
        for (int i = 0; i < parameters; i++) {
            arguments.add(Source.argument(i));
        }
        return arguments;
    }
}

package io.phase3.agent.weave;

import io.phase3.agent.config.Attribute;
import io.phase3.agent.config.BoundRule;
import io.phase3.agent.config.Kind;
import io.phase3.agent.expression.Source;
import io.phase3.agent.type.AsyncType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
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
    private final Map<String, Set<String>> methodsByRule = new TreeMap<>();

    /** Makes what woven methods report to. */
    public interface Recorders {
        /**
         * The recorder of a method that a rule matches.
         *
         * @param guard stands for the method's calls among those that a thread has open
         */
        ObjLongConsumer<Object[]> recorderOf(BoundRule bound, int guard);

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
        if (methodsByRule.putIfAbsent(rule, new HashSet<>()) == null) {
            count.set(rule, 0);
        }
    }

    /** How many methods each rule is woven into so far, by rule. */
    public synchronized Map<String, Integer> methodsByRule() {
        Map<String, Integer> methods = new TreeMap<>();
        methodsByRule.forEach((rule, woven) -> methods.put(rule, woven.size()));
        return methods;
    }

    /**
     * The site of a method that a rule matches.
     *
     * @param operation what the method is part of: of its nested calls under the rule, the outermost counts; under a
     *     rule with a group, of the nested calls of all rules of that group
     */
    synchronized Site siteOf(BoundRule bound, String operation) {
        String rule = bound.rule().name();
        // What the rule says and what it reads, not its name alone: two loaders may have two versions of a class, with
        // other annotations and other frames.
        List<Object> key = Arrays.asList(bound.rule(), bound.method(), bound.sources());
        Site known = sites.get(key);
        if (known != null) {
            return known;
        }
        int guard = bound.rule().group().map(group -> guardOf(group)).orElseGet(() -> guardOf(rule, operation));
        Site site = new Site(
                publish.applyAsInt(recorders.recorderOf(bound, guard)),
                guard,
                bound.sources(),
                opensScope(bound),
                bound.async(),
                bound.handler(),
                bound.rule().kind() == Kind.DISCONNECT);
        sites.put(key, site);
        declare(rule);
        Set<String> methods = methodsByRule.get(rule);
        methods.add(bound.method());
        count.set(rule, methods.size());
        return site;
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

package io.phase3.agent.explain;

import io.phase3.agent.config.AgentConfig;
import io.phase3.agent.config.BoundRule;
import io.phase3.agent.config.Rule;
import io.phase3.agent.explain.Finding.Severity;
import io.phase3.agent.expression.Evaluation;
import io.phase3.agent.expression.Expression;
import io.phase3.agent.expression.ExpressionCompiler;
import io.phase3.agent.pattern.MethodPattern;
import io.phase3.agent.settings.Problem;
import io.phase3.agent.type.Hierarchy;
import io.phase3.agent.weave.ClassFilter;
import io.phase3.agent.weave.DescribedClass;
import io.phase3.agent.weave.Matching;
import io.phase3.agent.weave.WeaveListener;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;

/**
 * Looks at classes as the weaver would, without weaving them, and tells what it saw: the very same decisions, by the same
 * code. Any number of threads may show it classes.
 */
public final class Inspector {
    private final AgentConfig config;
    private final List<Problem> problems;
    private final List<Rule> ownRules;
    private final ClassFilter filter;
    private final Matching matching;
    private final Labels labels;
    private final SeenClasses classes;
    private final AtomicInteger count = new AtomicInteger();
    private final Queue<SeenMethod> methods = new ConcurrentLinkedQueue<>();
    private final Queue<Misfit> misfits = new ConcurrentLinkedQueue<>();
    private final NavigableSet<Finding> wrongAnnotations =
            new ConcurrentSkipListSet<>(Comparator.comparing(Finding::origin).thenComparing(Finding::message));
    private final UnreadableClasses unreadable;

    /**
     * An inspector.
     *
     * @param config the rules
     * @param problems what was wrong with the configuration; each becomes a finding
     */
    public Inspector(AgentConfig config, List<Problem> problems, ExpressionCompiler compiler) {
        this.config = config;
        this.problems = problems;
        this.ownRules = config.rules().stream().filter(rule -> !rule.builtIn()).collect(Collectors.toList());
        this.filter = new ClassFilter(config.rules());
        this.labels = new Labels(compiler, config.bounds().labelValues());
        this.matching = new Matching(config.rules(), compiler, new Listener());
        List<MethodPattern> patterns =
                ownRules.stream().flatMap(rule -> rule.methods().stream()).collect(Collectors.toList());
        this.classes = new SeenClasses(patterns);
        this.unreadable = new UnreadableClasses(patterns);
    }

    /**
     * Looks at one class.
     *
     * @param loader finds the class files of this and of other types as resources; nothing is ever loaded by it
     * @param className the binary name
     * @param location where it comes from, for the report; may be empty
     */
    public void inspect(ClassLoader loader, String className, byte[] classFile, String location) {
        count.incrementAndGet();
        try {
            if (filter.mayMatch(loader, className, classFile)) {
                inspect(DescribedClass.of(loader, className, classFile).type(), location);
            }
        } catch (RuntimeException | LinkageError failure) {
            unreadable.add(className, classFile, failure);
        }
        classes.add(loader, className, classFile);
    }

    private void inspect(TypeDescription type, String location) {
        boolean isComplete = new Hierarchy(type.asGenericType()).complete();
        for (Map.Entry<MethodDescription.InDefinedShape, List<BoundRule>> method :
                matching.rulesIn(type).entrySet()) {
            for (BoundRule bound : method.getValue()) {
                methods.add(new SeenMethod(bound, method.getKey(), location, remarks(bound, method.getKey())));
            }
        }
        for (MethodDescription.InDefinedShape method : type.getDeclaredMethods()) {
            for (Rule rule : ownRules) {
                for (MethodPattern pattern : rule.methods()) {
                    if (!classes.isMatched(pattern) && pattern.matches(method)) {
                        classes.matched(pattern);
                    }
                    if (!isComplete && pattern.superType().isPresent()) {
                        doubt(rule, pattern, method);
                    }
                }
            }
        }
    }

    /** A type of which not all super types are known may be a subtype of anything. */
    private void doubt(Rule rule, MethodPattern pattern, MethodDescription.InDefinedShape method) {
        if (method.isMethod() && pattern.methodName().equals(Optional.of(method.getName()))) {
            pattern.mismatch(method)
                    .filter(no -> no.ordinal() == 0)
                    .ifPresent(no -> misfits.add(new Misfit(
                            rule,
                            MethodName.of(method),
                            new Remark(
                                    Severity.WARNING,
                                    "missing-type",
                                    pattern.text() + " cannot be decided: " + no.reason()))));
        }
    }

    private List<Remark> remarks(BoundRule bound, MethodDescription.InDefinedShape method) {
        List<Remark> remarks = new ArrayList<>();
        Rule rule = bound.rule();
        if (rule.builtIn() && !rule.amended()) {
            return remarks;
        }
        Completion.remark(bound, method).ifPresent(remarks::add);
        remarks.addAll(labels.remarks(rule, method));
        rule.expressions()
                .forEach((attribute, expression) -> bound.evaluation(attribute)
                        .filter(Evaluation::isLateBound)
                        .ifPresent(late -> remarks.add(lateBound(attribute.key(), expression))));
        bound.labels().forEach((label, evaluation) -> {
            if (evaluation.isLateBound()) {
                remarks.add(lateBound("labels." + label, rule.labels().get(label)));
            }
        });
        return remarks;
    }

    private static Remark lateBound(String key, Expression expression) {
        return new Remark(
                Severity.NOTE,
                "late-bound",
                key + ": " + expression + " reads what is known at run time only: that it fits will show in calls");
    }

    /** What was found, once all classes have been shown. */
    public Report report() {
        return report((rule, method) -> true);
    }

    /**
     * What was found, once all classes of a running JVM have been shown.
     *
     * @param woven whether the agent in there has woven a rule, by name, into a {@linkplain BoundRule#method() method}
     */
    public Report report(BiPredicate<String, String> woven) {
        RuleReports reports = new RuleReports(
                config, problems, new NearMisses(classes, unreadable::contains), classes::isMatched, woven);
        List<Finding> general = reports.generalProblems();
        general.addAll(unreadable.findings());
        general.addAll(wrongAnnotations);
        return new Report(
                count.get(),
                reports.of(methods.stream().sorted().distinct().collect(Collectors.toList()), misfits),
                general);
    }

    /** Of a library in another version than the built-in rule knows its user can mend nothing. */
    private static Remark mistake(Rule rule, String code, String message) {
        return rule.builtIn() && !rule.amended()
                ? new Remark(Severity.WARNING, code, message + "; this version of the library is not known")
                : new Remark(Severity.ERROR, code, message);
    }

    private final class Listener implements WeaveListener {
        @Override
        public void ruleDoesNotFit(Rule rule, String className, String method, Exception reason) {
            misfits.add(
                    new Misfit(rule, MethodName.of(method), mistake(rule, Misfit.DOES_NOT_FIT, reason.getMessage())));
        }

        @Override
        public void ruleFindsNothing(Rule rule, String className, Collection<String> signatures) {
            String message = "there is no method " + String.join(" or ", signatures);
            misfits.add(new Misfit(rule, className, mistake(rule, "library-changed", message)));
        }

        @Override
        public void wrongAnnotation(String method, Exception reason) {
            wrongAnnotations.add(
                    new Finding(Severity.ERROR, "wrong-annotation", MethodName.of(method), reason.getMessage()));
        }

        @Override
        public void classFailed(String className, Throwable failure) {
            unreadable.add(className, new byte[0], failure);
        }
    }
}

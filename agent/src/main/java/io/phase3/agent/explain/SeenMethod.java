package io.phase3.agent.explain;

import io.phase3.agent.config.BoundRule;
import io.phase3.agent.config.Rule;
import io.phase3.agent.explain.MethodReport.Value;
import io.phase3.agent.expression.Evaluation;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import net.bytebuddy.description.method.MethodDescription;

/** A method that a rule matches and fits, and what is to be said of the two. Immutable. */
final class SeenMethod implements Comparable<SeenMethod> {
    private static final Comparator<SeenMethod> BY_NAME = Comparator.<SeenMethod, String>comparing(seen -> seen.name)
            .thenComparing(seen -> seen.key)
            .thenComparing(seen -> seen.location)
            .thenComparing(seen -> seen.rule.name());

    private final Rule rule;
    private final String name;
    private final String key;
    private final String location;
    private final Optional<String> async;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final List<Remark> remarks;

    SeenMethod(BoundRule bound, MethodDescription.InDefinedShape method, String location, List<Remark> remarks) {
        this.rule = bound.rule();
        this.name = MethodName.of(method);
        this.key = bound.method();
        this.location = location;
        this.async = Completion.describe(bound);
        this.remarks = remarks;
        rule.expressions()
                .forEach((attribute, expression) -> values.put(
                        attribute.key(),
                        new Value(
                                expression.toString(),
                                bound.evaluation(attribute)
                                        .map(Evaluation::describe)
                                        .orElse("the argument that is called back"))));
        bound.labels()
                .forEach((label, evaluation) -> values.put(
                        "labels." + label, new Value(rule.labels().get(label).toString(), evaluation.describe())));
    }

    /** The rule with all that it is filled in with. */
    Rule rule() {
        return rule;
    }

    /** The method for people. */
    String name() {
        return name;
    }

    /** The same for the same method of the same class file. */
    String key() {
        return key + ' ' + location;
    }

    /** Whether it is woven, as far as the predicate of rule and method knows. */
    boolean isWoven(BiPredicate<String, String> woven) {
        return woven.test(rule.name(), key);
    }

    List<Remark> remarks() {
        return remarks;
    }

    MethodReport report(boolean woven) {
        return new MethodReport(name, location, async, values, woven);
    }

    @Override
    public int compareTo(SeenMethod other) {
        return BY_NAME.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SeenMethod && compareTo((SeenMethod) other) == 0;
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }
}

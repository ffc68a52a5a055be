package io.phase3.agent.weave;

import io.phase3.agent.config.BoundRule;
import io.phase3.agent.config.Rule;
import io.phase3.agent.expression.ExpressionCompiler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;

/** Decides which rules hold for which methods of a class: for whoever weaves, and for whoever only wants to know. */
public final class Matching {
    private final RuleMatcher matcher;
    private final ExpressionCompiler compiler;
    private final WeaveListener listener;

    /** @param listener told of each rule that does not fit, and of each annotation that is wrong */
    public Matching(List<Rule> rules, ExpressionCompiler compiler, WeaveListener listener) {
        this.matcher = new RuleMatcher(rules);
        this.compiler = compiler;
        this.listener = listener;
    }

    /** The methods that rules match and fit, in the order of the class file, each with its rules. */
    public Map<MethodDescription.InDefinedShape, List<BoundRule>> rulesIn(TypeDescription type) {
        matcher.missedBy(type)
                .forEach((rule, signatures) -> listener.ruleFindsNothing(rule, type.getName(), signatures));
        Map<MethodDescription.InDefinedShape, List<BoundRule>> found = new LinkedHashMap<>();
        for (MethodDescription.InDefinedShape method : type.getDeclaredMethods()) {
            List<BoundRule> rules = rulesOf(method);
            if (!rules.isEmpty()) {
                found.put(method, rules);
            }
        }
        return found;
    }

    private List<BoundRule> rulesOf(MethodDescription.InDefinedShape method) {
        List<BoundRule> found = new ArrayList<>(0);
        try {
            for (Rule rule : matcher.rulesOf(method)) {
                try {
                    found.add(BoundRule.bind(rule, method, compiler));
                } catch (IllegalArgumentException e) {
                    listener.ruleDoesNotFit(rule, method.getDeclaringType().getName(), method.toString(), e);
                }
            }
        } catch (IllegalArgumentException e) {
            listener.wrongAnnotation(method.toString(), e);
        }
        return found;
    }

    /** Whether two rules of one method describe the same thing of its calls, which then counts twice. */
    public static boolean isSameSort(Rule left, Rule right) {
        return RuleMatcher.sort(left).equals(RuleMatcher.sort(right));
    }
}

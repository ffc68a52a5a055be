package io.phase3.agent.explain;

import io.phase3.agent.config.Attribute;
import io.phase3.agent.config.Rule;
import io.phase3.agent.explain.Finding.Severity;
import io.phase3.agent.expression.Expression;
import io.phase3.agent.expression.ExpressionCompiler;
import io.phase3.agent.expression.OpenValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.description.method.MethodDescription;

/** Judges by names and types which labels may take more values than a metric can have. */
final class Labels {
    /** The last word of what is different for each customer, call or moment. */
    private static final Set<String> ENDLESS = words(
            "id ids uid uuid guid email mail phone telephone mobile fax url uri href link path query ip host address"
                    + " time timestamp date datetime instant now token secret session cookie key hash checksum"
                    + " username firstname lastname fullname message text body content comment description title");

    /** The last word of numbers of which there are few. */
    private static final Set<String> FEW_NUMBERS =
            words("status code level port version priority rank attempt attempts retry retries day hour month weekday");

    /** Objects of which a program knows few. */
    private static final Set<String> FEW_OBJECTS =
            words("java.util.Locale java.util.Currency java.nio.charset.Charset java.time.ZoneId java.time.Year");

    private final ExpressionCompiler compiler;
    private final int most;

    /** @param most how many sets of label values a metric may have */
    Labels(ExpressionCompiler compiler, int most) {
        this.compiler = compiler;
        this.most = most;
    }

    private static Set<String> words(String words) {
        return Collections.unmodifiableSet(new HashSet<>(Arrays.asList(words.split(" "))));
    }

    /** What is to be said of the labels that the rule has at the method. */
    List<Remark> remarks(Rule rule, MethodDescription method) {
        List<Remark> remarks = new ArrayList<>();
        expressions(rule).forEach((key, expression) -> {
            for (OpenValue value : compiler.openValues(expression, method)) {
                remarks.add(remark(key, value));
            }
        });
        return remarks;
    }

    private static Map<String, Expression> expressions(Rule rule) {
        Map<String, Expression> expressions = new LinkedHashMap<>();
        if (!rule.kind().isOwnMetric() && !rule.kind().isConnection()) {
            rule.expression(Attribute.TYPE).ifPresent(type -> expressions.put(Attribute.TYPE.key(), type));
        }
        rule.labels().forEach((label, expression) -> expressions.put("labels." + label, expression));
        return expressions;
    }

    private Remark remark(String key, OpenValue value) {
        String bound = String.format(
                Locale.ROOT,
                "past %,d sets of label values (bounds.label-values) further ones count under __other__",
                most);
        return isEndless(value)
                ? new Remark(
                        Severity.WARNING,
                        "unbounded-label",
                        key + ": " + value.path() + what(value) + " may be another one with each call: " + bound
                                + "; choose what has few values")
                : new Remark(
                        Severity.NOTE, "unbounded-label", key + ": " + value.path() + " may be anything: " + bound);
    }

    private static String what(OpenValue value) {
        return value.isNumber() ? ", a number," : value.isObject() ? ", the text of a " + value.type() + "," : "";
    }

    private static boolean isEndless(OpenValue value) {
        String last = lastWord(value.name());
        if (value.isNumber()) {
            return !FEW_NUMBERS.contains(last);
        }
        return ENDLESS.contains(last)
                || ENDLESS.contains(value.name().toLowerCase(Locale.ROOT))
                || (value.isObject() && !FEW_OBJECTS.contains(value.type()));
    }

    /** {@code id} of {@code leadId}, {@code LEAD_ID} and {@code lead-id}. */
    private static String lastWord(String name) {
        String[] words = name.split("[^\\p{L}\\p{N}]+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})", -1);
        return words[words.length - 1].toLowerCase(Locale.ROOT);
    }
}

package io.phase3.agent.weave;

import io.phase3.agent.config.Attribute;
import io.phase3.agent.config.Kind;
import io.phase3.agent.config.MetricFamilies;
import io.phase3.agent.config.Rule;
import io.phase3.agent.expression.Expression;
import io.phase3.agent.expression.ExpressionException;
import io.phase3.agent.message.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.method.MethodDescription;

/** Reads the rules that {@code @Phase3Timed} and {@code @Phase3Conversion} spell out on a method. */
final class AnnotatedRules {
    /** The package of our annotations, with the dot behind it. */
    static final String PACKAGE = "io.phase3.annotations.";

    private static final String TIMED = "Phase3Timed";
    private static final String CONVERSION = "Phase3Conversion";

    private AnnotatedRules() {}

    /** The descriptors of the annotations that make rules. */
    static List<String> descriptors() {
        String prefix = 'L' + PACKAGE.replace('.', '/');
        return Arrays.asList(prefix + TIMED + ';', prefix + CONVERSION + ';');
    }

    /**
     * The rules that the method's annotations make, at most one for each annotation.
     *
     * @throws IllegalArgumentException if an annotation says something that cannot be; also expression errors
     */
    static List<Rule> of(MethodDescription.InDefinedShape method) {
        List<Rule> rules = new ArrayList<>(0);
        for (AnnotationDescription annotation : method.getDeclaredAnnotations()) {
            String type = annotation.getAnnotationType().getName();
            if (type.equals(PACKAGE + TIMED)) {
                rules.add(timed(annotation, method));
            } else if (type.equals(PACKAGE + CONVERSION)) {
                rules.add(conversion(annotation, method));
            }
        }
        return rules;
    }

    private static Rule timed(AnnotationDescription annotation, MethodDescription.InDefinedShape method) {
        Rule.Builder rule =
                builder(TIMED, method).kind(kind(text(annotation, "kind").orElse("timed")));
        text(annotation, "feature").ifPresent(rule::feature);
        text(annotation, "api").ifPresent(rule::api);
        text(annotation, "metric").ifPresent(rule::metric);
        text(annotation, "help").ifPresent(rule::help);
        for (double bound : annotation.getValue("buckets").resolve(double[].class)) {
            rule.bucket(bound);
        }
        for (String label : annotation.getValue("labels").resolve(String[].class)) {
            int equals = label.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("labels: expected \"name = expression\", found \"" + label + '"');
            }
            String name = label.substring(0, equals).trim();
            rule.label(
                    name,
                    expression("labels." + name, label.substring(equals + 1).trim()));
        }
        Rule read = expressions(
                rule, annotation, Attribute.TYPE, Attribute.LEAD, Attribute.SUCCESS, Attribute.COST, Attribute.VALUE);
        if (read.kind().isOwnMetric() && read.metric().isPresent()) {
            MetricFamilies.requireOwn(read);
        }
        return read;
    }

    private static Kind kind(String keyword) {
        Kind kind = Kind.byKeyword().get(keyword);
        if (kind == null) {
            throw new IllegalArgumentException("kind: there is no kind '" + keyword + "'"
                    + Suggestion.didYouMean(keyword, Kind.byKeyword().keySet()));
        }
        return kind;
    }

    private static Rule conversion(AnnotationDescription annotation, MethodDescription.InDefinedShape method) {
        Rule.Builder rule = builder(CONVERSION, method).kind(Kind.CONVERSION);
        text(annotation, "feature").ifPresent(rule::feature);
        return expressions(
                rule,
                annotation,
                Attribute.TYPE,
                Attribute.LEAD,
                Attribute.ID,
                Attribute.REVENUE,
                Attribute.REFUND,
                Attribute.CURRENCY,
                Attribute.SUCCESS);
    }

    private static Rule.Builder builder(String annotation, MethodDescription.InDefinedShape method) {
        return Rule.named('@' + annotation, method.getDeclaringType().getName() + '.' + method.getName());
    }

    private static Rule expressions(Rule.Builder rule, AnnotationDescription annotation, Attribute... attributes) {
        for (Attribute attribute : attributes) {
            text(annotation, attribute.key())
                    .ifPresent(text -> rule.expression(attribute, expression(attribute.key(), text)));
        }
        return rule.build();
    }

    private static Expression expression(String key, String text) {
        try {
            return Expression.parse(text);
        } catch (ExpressionException e) {
            throw new ExpressionException(key + ": " + e.getMessage());
        }
    }

    /** An attribute left empty is not set. */
    private static Optional<String> text(AnnotationDescription annotation, String attribute) {
        String text = annotation.getValue(attribute).resolve(String.class);
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}

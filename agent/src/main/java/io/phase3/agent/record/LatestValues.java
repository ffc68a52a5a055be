package io.phase3.agent.record;

import io.phase3.agent.config.Attribute;
import io.phase3.agent.expression.Evaluation;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;

/** What a rule's expressions say of one call, read more than once: of each the last value that was there. */
final class LatestValues {
    private final Map<Attribute, Evaluation> expressions;
    private final Map<Attribute, Object> values = new EnumMap<>(Attribute.class);

    /** @param expressions texts, numbers and conditions, by their keys */
    LatestValues(Map<Attribute, Evaluation> expressions) {
        this.expressions = expressions;
    }

    /** Evaluates what an element may tell; what is absent now stays what it was. */
    void read(Object[] frame) {
        expressions.forEach((attribute, expression) -> {
            // The request carries an image or not, and may be a long conversation to look through at each element.
            if (attribute != Attribute.IMAGE) {
                read(attribute, expression, frame);
            }
        });
    }

    /** Evaluates at the end what no element has told. */
    void complete(Object[] frame) {
        expressions.forEach((attribute, expression) -> {
            if (!values.containsKey(attribute)) {
                read(attribute, expression, frame);
            }
        });
    }

    private void read(Attribute attribute, Evaluation expression, Object[] frame) {
        Object value = valueOf(attribute, expression, frame);
        if (value != null) {
            values.put(attribute, value);
        }
    }

    private static Object valueOf(Attribute attribute, Evaluation expression, Object[] frame) {
        switch (attribute.use()) {
            case NUMBER:
                return expression.number(frame);
            case CONDITION:
                return expression.condition(frame);
            default:
                return expression.text(frame);
        }
    }

    /** The text, or null if it was never there. */
    String text(Attribute attribute) {
        return (String) values.get(attribute);
    }

    /** The number, or null if it was never there. */
    BigDecimal number(Attribute attribute) {
        return (BigDecimal) values.get(attribute);
    }

    /** Whether the condition was there, and holds. */
    boolean holds(Attribute attribute) {
        return Boolean.TRUE.equals(values.get(attribute));
    }

    /** Whether the condition was there, and does not hold. */
    boolean fails(Attribute attribute) {
        return Boolean.FALSE.equals(values.get(attribute));
    }
}

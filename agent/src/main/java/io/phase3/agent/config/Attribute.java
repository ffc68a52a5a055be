package io.phase3.agent.config;

import io.phase3.agent.expression.Use;
import java.util.Locale;

/** A key of a rule whose value is an expression. */
public enum Attribute {
    TYPE(Use.TEXT),
    LEAD(Use.TEXT),
    SUCCESS(Use.CONDITION),
    COST(Use.NUMBER),
    ID(Use.TEXT),
    REVENUE(Use.NUMBER),
    REFUND(Use.NUMBER),
    CURRENCY(Use.TEXT),
    VALUE(Use.NUMBER);

    private final Use use;

    Attribute(Use use) {
        this.use = use;
    }

    /** What the value is for, hence what type the expression must have. */
    public Use use() {
        return use;
    }

    /** The key as it is written in configuration. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}

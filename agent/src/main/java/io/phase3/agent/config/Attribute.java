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
    VALUE(Use.NUMBER),
    /** Kind {@code llm}: the model's name as the vendor says it. */
    MODEL(Use.TEXT),
    /** Kind {@code llm}: tokens read that were neither read from nor written to a cache. */
    INPUT_TOKENS(Use.NUMBER),
    OUTPUT_TOKENS(Use.NUMBER),
    CACHE_READ_TOKENS(Use.NUMBER),
    CACHE_WRITE_5M_TOKENS(Use.NUMBER),
    CACHE_WRITE_1H_TOKENS(Use.NUMBER),
    /** Kind {@code llm}: whether the request carries an image. */
    IMAGE(Use.CONDITION),
    /** Kind {@code llm}: whether a failed call failed because the vendor allows no more for now. */
    RATE_LIMITED(Use.CONDITION),
    /** Kind {@code llm}: whether the call is charged at the price of batches. */
    BATCH(Use.CONDITION),
    /** Kinds {@code connect} and {@code disconnect}: the object whose identity is the connection. */
    CONNECTION(Use.OBJECT),
    /** Kind {@code disconnect}: the close code, or a word. */
    REASON(Use.TEXT),
    /** The argument that is called back for each call that is meant, where it is a lambda, which cannot be woven. */
    HANDLER(Use.OBJECT);

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
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

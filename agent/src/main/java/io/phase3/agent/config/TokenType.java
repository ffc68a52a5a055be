package io.phase3.agent.config;

import java.util.Locale;

/** What a language model charges for: disjoint buckets, so that each token is in one of them. */
public enum TokenType {
    INPUT(Attribute.INPUT_TOKENS),
    OUTPUT(Attribute.OUTPUT_TOKENS),
    CACHE_READ(Attribute.CACHE_READ_TOKENS),
    CACHE_WRITE_5M(Attribute.CACHE_WRITE_5M_TOKENS),
    CACHE_WRITE_1H(Attribute.CACHE_WRITE_1H_TOKENS);

    private final Attribute attribute;

    TokenType(Attribute attribute) {
        this.attribute = attribute;
    }

    /** The key of a rule that says how many tokens of this type a call took. */
    public Attribute attribute() {
        return attribute;
    }

    /** The value of the label {@code token_type}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

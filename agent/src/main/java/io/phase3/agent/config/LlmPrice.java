package io.phase3.agent.config;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What the tokens of one model cost from one day on. Immutable. */
public final class LlmPrice {
    private final Map<TokenType, BigDecimal> perMillion;
    private final BigDecimal batchFactor;

    LlmPrice(Map<TokenType, BigDecimal> perMillion, BigDecimal batchFactor) {
        this.perMillion = Collections.unmodifiableMap(new EnumMap<>(perMillion));
        this.batchFactor = batchFactor;
    }

    /**
     * The dollars for a million tokens; empty if the price list does not say.
     *
     * @param batch whether the call is charged as part of a batch
     * @param promptTokens all tokens that the model read in the call, from 0: above a limit some models cost more
     */
    public Optional<BigDecimal> perMillion(TokenType type, boolean batch, long promptTokens) {
        return Optional.ofNullable(perMillion.get(type)).map(price -> batch ? price.multiply(batchFactor) : price);
    }
}

package io.phase3.agent.config;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What the tokens of one model cost from one day on. Immutable. */
public final class LlmPrice {
    private final Map<TokenType, BigDecimal> perMillion;
    private final Map<TokenType, BigDecimal> perMillionInLongContext;
    private final long longContextAbove;
    private final BigDecimal batchFactor;

    /**
     * @param longContext the prices that differ in calls whose prompt is longer than {@code longContextAbove}
     * @param longContextAbove in tokens
     * @param batchFactor what a call of a batch costs of the price
     */
    LlmPrice(
            Map<TokenType, BigDecimal> perMillion,
            Map<TokenType, BigDecimal> longContext,
            long longContextAbove,
            BigDecimal batchFactor) {
        this.perMillion = Collections.unmodifiableMap(new EnumMap<>(perMillion));
        Map<TokenType, BigDecimal> inLongContext = new EnumMap<>(perMillion);
        inLongContext.putAll(longContext);
        this.perMillionInLongContext = Collections.unmodifiableMap(inLongContext);
        this.longContextAbove = longContextAbove;
        this.batchFactor = batchFactor;
    }

    /**
     * The dollars for a million tokens; empty if the price list does not say.
     *
     * @param batch whether the call is charged as part of a batch
     * @param promptTokens all tokens that the model read in the call, from 0: above a limit some models cost more
     */
    public Optional<BigDecimal> perMillion(TokenType type, boolean batch, long promptTokens) {
        Map<TokenType, BigDecimal> prices = promptTokens > longContextAbove ? perMillionInLongContext : perMillion;
        return Optional.ofNullable(prices.get(type)).map(price -> batch ? price.multiply(batchFactor) : price);
    }
}

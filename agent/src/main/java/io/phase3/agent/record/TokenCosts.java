package io.phase3.agent.record;

import io.phase3.agent.config.LlmPrice;
import io.phase3.agent.config.TokenType;
import io.phase3.agent.metrics.LlmMetrics;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** What tokens cost today by the price list, and which it does not know. */
public final class TokenCosts {
    private static final int MILLION = 6;

    private final BiFunction<String, LocalDate, Optional<LlmPrice>> prices;
    private final Clock clock;
    private final LlmMetrics metrics;

    /**
     * @param prices the price of a model on a day
     * @param clock tells the day, in its zone
     * @param metrics told of tokens without a price
     */
    public TokenCosts(BiFunction<String, LocalDate, Optional<LlmPrice>> prices, Clock clock, LlmMetrics metrics) {
        this.prices = prices;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * The dollars for the tokens that have a price; the others are counted as unpriced.
     *
     * @param tokens how many of each type one call took, from 0
     * @param batch whether they are charged as part of a batch
     */
    BigDecimal of(String model, Map<TokenType, Long> tokens, boolean batch) {
        Optional<LlmPrice> price = prices.apply(model, LocalDate.now(clock));
        long prompt = prompt(tokens);
        BigDecimal dollars = BigDecimal.ZERO;
        long unpriced = 0;
        for (Map.Entry<TokenType, Long> bucket : tokens.entrySet()) {
            long count = bucket.getValue();
            Optional<BigDecimal> perMillion = price.flatMap(known -> known.perMillion(bucket.getKey(), batch, prompt));
            if (perMillion.isPresent()) {
                dollars = dollars.add(perMillion.get().multiply(BigDecimal.valueOf(count, MILLION)));
            } else {
                unpriced += count;
            }
        }
        if (unpriced > 0) {
            metrics.unpriced(model, unpriced);
        }
        return dollars;
    }

    /** All that the model read, wherever from. */
    private static long prompt(Map<TokenType, Long> tokens) {
        return tokens.entrySet().stream()
                .filter(bucket -> bucket.getKey() != TokenType.OUTPUT)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}

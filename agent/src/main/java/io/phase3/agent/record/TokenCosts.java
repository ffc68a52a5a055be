package io.phase3.agent.record;

import io.phase3.agent.config.TokenType;
import io.phase3.agent.metrics.LlmMetrics;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What tokens cost today by the price list, and which it does not know. */
public final class TokenCosts {
    private static final int MILLION = 6;

    private final Prices prices;
    private final Clock clock;
    private final LlmMetrics metrics;

    /** The price list. */
    public interface Prices {
        /**
         * The dollars for a million tokens of a type in one call; empty if nobody has said.
         *
         * @param batch whether the call is charged as part of a batch
         * @param promptTokens all tokens that the model read
         */
        Function<TokenType, Optional<BigDecimal>> of(String model, LocalDate day, boolean batch, long promptTokens);
    }

    /**
     * @param prices what tokens cost
     * @param clock tells the day, in its zone
     * @param metrics told of tokens without a price
     */
    public TokenCosts(Prices prices, Clock clock, LlmMetrics metrics) {
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
        Function<TokenType, Optional<BigDecimal>> price =
                prices.of(model, LocalDate.now(clock), batch, promptTokens(tokens));
        BigDecimal dollars = BigDecimal.ZERO;
        long unpriced = 0;
        for (Map.Entry<TokenType, Long> bucket : tokens.entrySet()) {
            long count = bucket.getValue();
            Optional<BigDecimal> perMillion = price.apply(bucket.getKey());
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
    private static long promptTokens(Map<TokenType, Long> tokens) {
        return tokens.entrySet().stream()
                .filter(bucket -> bucket.getKey() != TokenType.OUTPUT)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}

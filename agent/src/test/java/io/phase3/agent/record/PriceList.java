package io.phase3.agent.record;

import io.phase3.agent.config.TokenType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Prices that are easily checked by hand: those of {@code opus} in dollars for a million tokens, from 2026 on, half as
 * much in a batch, twice as much for more than 200,000 tokens of prompt; of {@code draft} the price of input alone.
 */
final class PriceList implements TokenCosts.Prices {
    private static final Map<TokenType, String> OPUS = Map.of(
            TokenType.INPUT, "5",
            TokenType.OUTPUT, "25",
            TokenType.CACHE_READ, "0.5",
            TokenType.CACHE_WRITE_5M, "6.25",
            TokenType.CACHE_WRITE_1H, "10");
    private static final Map<TokenType, String> DRAFT = Map.of(TokenType.INPUT, "0.0001");

    @Override
    public Function<TokenType, Optional<BigDecimal>> of(String model, LocalDate day, boolean batch, long promptTokens) {
        Map<TokenType, String> prices = Map.of("opus", OPUS, "draft", DRAFT).getOrDefault(model, Map.of());
        BigDecimal factor =
                new BigDecimal(batch ? "0.5" : "1").multiply(new BigDecimal(promptTokens > 200_000 ? "2" : "1"));
        return type -> Optional.ofNullable(day.getYear() < 2026 ? null : prices.get(type))
                .map(price -> new BigDecimal(price).multiply(factor));
    }
}

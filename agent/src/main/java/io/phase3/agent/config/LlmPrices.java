package io.phase3.agent.config;

import java.time.LocalDate;
import java.util.Optional;

/** The price list of language models. Immutable. */
public final class LlmPrices {
    /** A list without any price. */
    public static final LlmPrices NONE = new LlmPrices();

    private LlmPrices() {}

    /**
     * The price of a model on a day (UTC); empty if nobody has said what it costs.
     *
     * @param model the model's name as the vendor says it
     */
    public Optional<LlmPrice> of(String model, LocalDate day) {
        return Optional.empty();
    }
}

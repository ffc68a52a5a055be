package io.phase3.agent.config;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The price list of language models. Immutable. */
public final class LlmPrices {
    /** A list without any price. */
    public static final LlmPrices NONE = new LlmPrices(Collections.emptyList());

    /** The most specific first: the first that matches is the model's. */
    private final List<Entry> entries;

    LlmPrices(List<Entry> entries) {
        this.entries = new ArrayList<>(entries);
        this.entries.sort(Entry.MOST_SPECIFIC_FIRST);
    }

    /**
     * The price of a model on a day (UTC); empty if nobody has said what it costs.
     *
     * @param model the model's name as the vendor says it
     */
    public Optional<LlmPrice> of(String model, LocalDate day) {
        for (Entry entry : entries) {
            if (entry.models.matches(model)) {
                return Optional.ofNullable(entry.prices.floorEntry(day)).map(Map.Entry::getValue);
            }
        }
        return Optional.empty();
    }

    /** What the models of one pattern cost, by the day from which on. Immutable. */
    static final class Entry {
        private static final Comparator<Entry> MOST_SPECIFIC_FIRST = Comparator.<Entry>comparingInt(
                        entry -> entry.models.literals())
                .reversed()
                .thenComparing(entry -> entry.name);

        private final String name;
        private final ModelPattern models;
        private final NavigableMap<LocalDate, LlmPrice> prices;

        Entry(String name, ModelPattern models, NavigableMap<LocalDate, LlmPrice> prices) {
            this.name = name;
            this.models = models;
            this.prices = new TreeMap<>(prices);
        }
    }
}

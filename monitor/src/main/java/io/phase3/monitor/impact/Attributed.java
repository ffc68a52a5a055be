package io.phase3.monitor.impact;

import io.phase3.agent.attribution.journal.Entry;
import io.phase3.agent.attribution.model.AttributionModel;
import io.phase3.agent.attribution.model.Split;
import java.util.Map;
import java.util.Optional;

/**
 * Which feature gets which part of an entry: as it was recorded, or anew from its touches by a model.
 *
 * <p>A reversal copies the split of its conversion; where that is not known any more, and for revenue past all
 * attribution, what was recorded stays.
 */
final class Attributed {
    private final Optional<AttributionModel> model;
    private final Map<String, Entry> conversions;

    /**
     * @param model empty for what was recorded
     * @param conversions those that were given back, by their ids
     */
    Attributed(Optional<AttributionModel> model, Map<String, Entry> conversions) {
        this.model = model;
        this.conversions = conversions;
    }

    Map<String, Long> parts(Entry entry) {
        return model.flatMap(chosen -> anew(chosen, entry))
                .or(entry::split)
                .map(Split::parts)
                .orElse(Map.of());
    }

    private Optional<Split> anew(AttributionModel chosen, Entry entry) {
        return switch (entry.kind()) {
            case CONVERSION -> Optional.of(chosen.attribute(entry.amount(), entry.touches(), entry.time()));
            case REVERSAL ->
                Optional.ofNullable(conversions.get(entry.id()))
                        .filter(conversion -> conversion.amount() >= entry.amount())
                        .map(conversion -> chosen.attribute(
                                        conversion.amount(), conversion.touches(), conversion.time())
                                .reversalOf(entry.amount()));
            case REVENUE -> Optional.empty();
        };
    }
}

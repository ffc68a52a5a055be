package io.phase3.agent.attribution.model;

import io.phase3.agent.config.Attribution;
import java.util.List;

/** Divides the revenue of a conversion between the features that touched the lead. A pure function. */
@SuppressWarnings("DoNotCallSuggester")
public interface AttributionModel {
    /** The model that configuration chose, with its weights and its half-life. */
    static AttributionModel of(Attribution settings) {
        throw new UnsupportedOperationException("to be built");
    }

    /**
     * Divides an amount.
     *
     * @param amount minor units, not negative
     * @param touches in any order; those of features that configuration does not know earn nothing
     * @param time when the lead converted, in milliseconds since the epoch
     * @return a split of exactly the amount
     */
    Split attribute(long amount, List<Touch> touches, long time);
}

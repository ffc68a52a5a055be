package io.phase3.agent.attribution.model;

import io.phase3.agent.config.Attribution;
import java.util.List;

/** Divides the revenue of a conversion between the features that touched the lead. A pure function. */
public interface AttributionModel {
    /** The model that configuration chose, with its weights and its half-life. */
    static AttributionModel of(Attribution settings) {
        return new JourneyModel(settings, Credit.of(settings));
    }

    /**
     * Divides an amount.
     *
     * @param amount minor units, not negative
     * @param touches in any order; those of features that configuration does not know earn nothing, nor do those after
     *     the conversion or before the lookback
     * @param time when the lead converted, in milliseconds since the epoch
     * @return a split of exactly the amount
     */
    Split attribute(long amount, List<Touch> touches, long time);
}

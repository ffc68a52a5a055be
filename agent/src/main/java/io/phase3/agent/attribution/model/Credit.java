package io.phase3.agent.attribution.model;

import io.phase3.agent.config.Attribution;
import java.util.List;

/** What the touches of a lead deserve of its conversion. */
interface Credit {
    /** How the model that configuration chose gives credit. */
    static Credit of(Attribution settings) {
        switch (settings.model()) {
            case WEIGHTS:
                return FeatureCredit.ofTheWhole(settings.weights());
            case WEIGHTS_NORMALISED:
                return FeatureCredit.ofTheirSum(settings.weights());
            case LINEAR:
                return PlaceCredit::linear;
            case FIRST_TOUCH:
                return PlaceCredit::firstTouch;
            case LAST_TOUCH:
                return PlaceCredit::lastTouch;
            case TIME_DECAY:
                return new AgeCredit(settings.halfLife());
            case POSITION:
                return PlaceCredit::position;
        }
        throw new AssertionError(settings.model());
    }

    /**
     * Gives shares to the features that touched.
     *
     * @param journey the touches that count, at least one, from the first to the last
     */
    void give(List<Touch> journey, Shares shares);
}

package io.phase3.agent.attribution.model;

import io.phase3.agent.config.Attribution;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts the touches that count in order, gives each its credit, and divides the amount by it. */
final class JourneyModel implements AttributionModel {
    private final Map<String, Integer> features = new HashMap<>();
    private final Attribution settings;
    private final Credit credit;

    JourneyModel(Attribution settings, Credit credit) {
        this.settings = settings;
        this.credit = credit;
        settings.features().forEach(feature -> features.put(feature, features.size()));
    }

    @Override
    public Split attribute(long amount, List<Touch> touches, long time) {
        Shares shares = new Shares(settings.features());
        List<Touch> journey = journey(touches, time);
        if (!journey.isEmpty()) {
            credit.give(journey, shares);
        }
        return shares.divide(amount);
    }

    /** The touches that count, in an order of their own, so that the order in which they were reported does not matter. */
    private List<Touch> journey(List<Touch> touches, long time) {
        long earliest = time - settings.lookback().toMillis();
        return touches.stream()
                .filter(touch -> features.containsKey(touch.feature()))
                .filter(touch -> touch.time() >= earliest && touch.time() <= time)
                .sorted(Comparator.comparingLong(Touch::time).thenComparingInt(touch -> features.get(touch.feature())))
                .collect(Collectors.toList());
    }
}

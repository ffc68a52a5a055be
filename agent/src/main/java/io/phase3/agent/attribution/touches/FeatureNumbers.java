package io.phase3.agent.attribution.touches;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers features in the order in which they are first seen, with 16 bits.
 *
 * <p>The last number stands for all features past the 65,535th and for names longer than 256 characters: what such a
 * feature did counts under {@link #OTHER}, as it would in a metric.
 */
final class FeatureNumbers {
    static final String OTHER = "__other__";

    private static final int LONGEST_NAME = 256;
    private static final int MOST = 0xffff;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    /** The feature's number, from 0 to 65,535. */
    int number(String feature) {
        Integer known = numbers.get(feature);
        if (known != null) {
            return known;
        }
        if (names.size() == MOST || feature.length() > LONGEST_NAME) {
            return MOST;
        }
        int number = names.size();
        names.add(feature);
        numbers.put(feature, number);
        return number;
    }

    /** The feature of a number that {@link #number} gave. */
    String name(int number) {
        return number == MOST ? OTHER : names.get(number);
    }
}

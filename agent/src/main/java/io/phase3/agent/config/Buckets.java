package io.phase3.agent.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.phase3.agent.settings.Values;
import io.phase3.agent.settings.WrongValueException;
import java.util.ArrayList;
import java.util.List;

/** Checks the upper bounds of a histogram's buckets one after the other: finite and ascending. */
final class Buckets {
    private double previous = Double.NEGATIVE_INFINITY;

    /** The bounds of a list or, where a source knows only text, of {@code 0.1, 0.5, 1}. */
    static List<ConfigValue> elements(ConfigValue value) {
        List<ConfigValue> elements = Values.list(value);
        if (elements.isEmpty()) {
            throw new WrongValueException("must not be empty: leave the key out for the default buckets");
        }
        if (value instanceof ConfigList) {
            return elements;
        }
        List<ConfigValue> parts = new ArrayList<>();
        for (String part : Values.text(value).split(",", -1)) {
            parts.add(ConfigValueFactory.fromAnyRef(part.trim()).withOrigin(value.origin()));
        }
        return parts;
    }

    double next(ConfigValue value) {
        double bound = finite(value);
        if (bound == previous) {
            throw new WrongValueException("stands twice: " + Values.describe(value));
        }
        if (bound < previous) {
            throw new WrongValueException("must be ascending: " + Values.describe(value) + " comes after a larger one");
        }
        previous = bound;
        return bound;
    }

    private static double finite(ConfigValue value) {
        try {
            double bound = Double.parseDouble(Values.text(value));
            if (!Double.isNaN(bound) && !Double.isInfinite(bound)) {
                return bound;
            }
        } catch (NumberFormatException e) {
            // Falls through: no number.
        }
        throw new WrongValueException(
                "must be a finite number (the bucket +Inf is always there), not " + Values.describe(value));
    }
}

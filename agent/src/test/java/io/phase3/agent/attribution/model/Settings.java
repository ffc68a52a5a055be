package io.phase3.agent.attribution.model;

import io.phase3.agent.config.Attribution;
import io.phase3.agent.config.Attribution.Model;
import io.phase3.agent.config.ConfigLoader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Attribution as configuration may have it, to begin with as nobody has configured it. */
record Settings(Model model, Map<String, BigDecimal> weights, Duration halfLife, Duration lookback) {
    private static final Attribution DEFAULTS = new ConfigLoader(null, Map.of(), Map.of(), Path.of("target"))
            .load()
            .config()
            .attribution();

    static Settings of(Model model) {
        return new Settings(model, DEFAULTS.weights(), DEFAULTS.halfLife(), DEFAULTS.lookback());
    }

    /** Features and their weights in turn. */
    Settings withWeights(String... featuresAndWeights) {
        Map<String, BigDecimal> listed = new LinkedHashMap<>();
        for (int i = 0; i < featuresAndWeights.length; i += 2) {
            listed.put(featuresAndWeights[i], new BigDecimal(featuresAndWeights[i + 1]));
        }
        return new Settings(model, listed, halfLife, lookback);
    }

    Settings withHalfLife(Duration chosen) {
        return new Settings(model, weights, chosen, lookback);
    }

    Settings withLookback(Duration chosen) {
        return new Settings(model, weights, halfLife, chosen);
    }

    AttributionModel attributionModel() {
        return AttributionModel.of(new Attribution(
                model,
                weights,
                halfLife,
                lookback,
                DEFAULTS.exchangeRates(),
                DEFAULTS.leadKey(),
                DEFAULTS.touchStore(),
                DEFAULTS.redis(),
                DEFAULTS.journal()));
    }
}

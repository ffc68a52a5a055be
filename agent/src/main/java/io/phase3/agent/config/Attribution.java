package io.phase3.agent.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How the revenue of a conversion is split between the features that touched the lead. Immutable. */
public final class Attribution {
    private final Model model;
    private final Map<String, BigDecimal> weights;
    private final Duration lookback;
    private final TouchStore touchStore;
    private final String journalDirectory;

    Attribution(
            Model model,
            Map<String, BigDecimal> weights,
            Duration lookback,
            TouchStore touchStore,
            String journalDirectory) {
        this.model = model;
        this.weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        this.lookback = lookback;
        this.touchStore = touchStore;
        this.journalDirectory = journalDirectory;
    }

    /** How revenue is split. */
    public Model model() {
        return model;
    }

    /** The features that can earn revenue. */
    public Set<String> features() {
        return weights.keySet();
    }

    /** The weight of each feature, none negative; under {@link Model#WEIGHTS} together at most 1. */
    public Map<String, BigDecimal> weights() {
        return weights;
    }

    /** How long before a conversion a touch still counts. */
    public Duration lookback() {
        return lookback;
    }

    /** Where touches are kept. */
    public TouchStore touchStore() {
        return touchStore;
    }

    /** The directory of the journal; a relative one stands below the working directory. */
    public String journalDirectory() {
        return journalDirectory;
    }

    private static String keyword(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How revenue is split between the features that touched the lead. */
    public enum Model {
        WEIGHTS,
        WEIGHTS_NORMALISED,
        LINEAR,
        FIRST_TOUCH,
        LAST_TOUCH,
        TIME_DECAY,
        POSITION;

        /** The model as it is written in configuration. */
        public String keyword() {
            return Attribution.keyword(this);
        }
    }

    /** Where touches are kept. */
    public enum TouchStore {
        MEMORY,
        REDIS;

        /** The store as it is written in configuration. */
        public String keyword() {
            return Attribution.keyword(this);
        }
    }
}

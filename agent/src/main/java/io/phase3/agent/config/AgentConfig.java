package io.phase3.agent.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that configuration says, checked and complete. Immutable. */
public final class AgentConfig {
    private final boolean enabled;
    private final Exporter exporter;
    private final List<Rule> rules;
    private final List<String> invalidRules;
    private final Map<Kind, String> defaultFeatures;
    private final Attribution attribution;
    private final LlmPrices llmPrices;
    private final Bounds bounds;
    private final Reload reload;

    AgentConfig(
            boolean enabled,
            Exporter exporter,
            List<Rule> rules,
            List<String> invalidRules,
            Map<Kind, String> defaultFeatures,
            Attribution attribution,
            LlmPrices llmPrices,
            Bounds bounds,
            Reload reload) {
        this.enabled = enabled;
        this.exporter = exporter;
        this.rules = Collections.unmodifiableList(rules);
        this.invalidRules = Collections.unmodifiableList(invalidRules);
        this.defaultFeatures = Collections.unmodifiableMap(new EnumMap<>(defaultFeatures));
        this.attribution = attribution;
        this.llmPrices = llmPrices;
        this.bounds = bounds;
        this.reload = reload;
    }

    /** Whether the agent may do anything at all. */
    public boolean enabled() {
        return enabled;
    }

    /** Where metrics are served. */
    public Exporter exporter() {
        return exporter;
    }

    /** The rules that are enabled and free of errors, in the order of the configuration. */
    public List<Rule> rules() {
        return rules;
    }

    /** The names of enabled rules that an error has switched off: they stay visible, with no method each. */
    public List<String> invalidRules() {
        return invalidRules;
    }

    /** The feature of a call whose rule names none; null for the user's own metrics, which have no feature. */
    public String defaultFeature(Kind kind) {
        return defaultFeatures.get(kind);
    }

    /** The features of calls whose rules name none, by kind; kinds that have none of their own are left out. */
    public Map<Kind, String> defaultFeatures() {
        return defaultFeatures;
    }

    /** Which features earn revenue, and how. */
    public Attribution attribution() {
        return attribution;
    }

    /** What language models cost. */
    public LlmPrices llmPrices() {
        return llmPrices;
    }

    /** How much the agent may hold. */
    public Bounds bounds() {
        return bounds;
    }

    /** Whether and when files that have changed are read again. */
    public Reload reload() {
        return reload;
    }

    /** Where metrics are served. Immutable. */
    public static final class Exporter {
        private final boolean enabled;
        private final String host;
        private final int firstPort;
        private final int lastPort;
        private final boolean jvmMetrics;
        private final Optional<String> discoveryFile;

        Exporter(
                boolean enabled,
                String host,
                int firstPort,
                int lastPort,
                boolean jvmMetrics,
                Optional<String> discoveryFile) {
            this.enabled = enabled;
            this.host = host;
            this.firstPort = firstPort;
            this.lastPort = lastPort;
            this.jvmMetrics = jvmMetrics;
            this.discoveryFile = discoveryFile;
        }

        /** Whether metrics are served at all. */
        public boolean enabled() {
            return enabled;
        }

        /** The address to listen on. */
        public String host() {
            return host;
        }

        /** The first port to try; 0 for any free one. */
        public int firstPort() {
            return firstPort;
        }

        /** The last port to try; the first again if only one is named. */
        public int lastPort() {
            return lastPort;
        }

        /** Whether the JVM's own metrics (memory, threads, garbage collection) are served too. */
        public boolean jvmMetrics() {
            return jvmMetrics;
        }

        /** The file that tells Prometheus' file service discovery where this agent listens, if one is wanted. */
        public Optional<String> discoveryFile() {
            return discoveryFile;
        }
    }

    /** How much the agent may hold. Immutable. */
    public static final class Bounds {
        private final int labelValues;
        private final int events;
        private final int leads;
        private final int touchesPerLead;
        private final int conversionIds;
        private final int waitingConversions;
        private final BigDecimal amount;

        Bounds(
                int labelValues,
                int events,
                int leads,
                int touchesPerLead,
                int conversionIds,
                int waitingConversions,
                BigDecimal amount) {
            this.labelValues = labelValues;
            this.events = events;
            this.leads = leads;
            this.touchesPerLead = touchesPerLead;
            this.conversionIds = conversionIds;
            this.waitingConversions = waitingConversions;
            this.amount = amount;
        }

        /** How many sets of label values one metric may have before further ones count under {@code __other__}. */
        public int labelValues() {
            return labelValues;
        }

        /** How many touches and conversions may wait to be worked off before further ones are dropped; at most 2^24. */
        public int events() {
            return events;
        }

        /** How many leads may have touches in memory before the least recently touched are forgotten. */
        public int leads() {
            return leads;
        }

        /** How many touches of one lead are kept, at least 2: its first one and the latest others. */
        public int touchesPerLead() {
            return touchesPerLead;
        }

        /** How many ids of conversions are remembered so that none counts twice; the oldest are forgotten first. */
        public int conversionIds() {
            return conversionIds;
        }

        /** How many conversions may wait for Redis or for the disk before further ones are dropped; at most 2^24. */
        public int waitingConversions() {
            return waitingConversions;
        }

        /** The largest amount of one conversion, in whole dollars up to 10^12; a larger one is taken for a mistake. */
        public BigDecimal amount() {
            return amount;
        }
    }

    /** Whether and when files that have changed are read again. Immutable. */
    public static final class Reload {
        private final boolean onChange;
        private final Duration interval;

        Reload(boolean onChange, Duration interval) {
            this.onChange = onChange;
            this.interval = interval;
        }

        /** Whether they are read again without anybody asking for it. */
        public boolean onChange() {
            return onChange;
        }

        /** How often they are looked at, and how long they must have been left alone. */
        public Duration interval() {
            return interval;
        }
    }
}

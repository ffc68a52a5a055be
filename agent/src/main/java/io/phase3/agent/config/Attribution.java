package io.phase3.agent.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How the revenue of a conversion is split between the features that touched the lead. Immutable. */
public final class Attribution {
    private final Model model;
    private final Map<String, BigDecimal> weights;
    private final Duration halfLife;
    private final Duration lookback;
    private final Map<String, BigDecimal> exchangeRates;
    private final Optional<String> leadKey;
    private final TouchStore touchStore;
    private final Redis redis;
    private final Journal journal;

    public Attribution(
            Model model,
            Map<String, BigDecimal> weights,
            Duration halfLife,
            Duration lookback,
            Map<String, BigDecimal> exchangeRates,
            Optional<String> leadKey,
            TouchStore touchStore,
            Redis redis,
            Journal journal) {
        this.model = model;
        this.weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        this.halfLife = halfLife;
        this.lookback = lookback;
        this.exchangeRates = Collections.unmodifiableMap(new LinkedHashMap<>(exchangeRates));
        this.leadKey = leadKey;
        this.touchStore = touchStore;
        this.redis = redis;
        this.journal = journal;
    }

    /** How revenue is split. */
    public Model model() {
        return model;
    }

    /** The features that can earn revenue, in the order of the configuration. */
    public Set<String> features() {
        return weights.keySet();
    }

    /** The weight of each feature, none negative; under {@link Model#WEIGHTS} together at most 1. */
    public Map<String, BigDecimal> weights() {
        return weights;
    }

    /** Under {@link Model#TIME_DECAY}: the age at which a touch counts half; at least 1 millisecond. */
    public Duration halfLife() {
        return halfLife;
    }

    /** How long before a conversion a touch still counts; at least 1 millisecond. */
    public Duration lookback() {
        return lookback;
    }

    /**
     * What one unit of a foreign currency (ISO 4217, such as {@code EUR}) is worth in dollars: above 0, at most
     * 1,000,000, with at most 12 decimals. Never has {@code USD}.
     */
    public Map<String, BigDecimal> exchangeRates() {
        return exchangeRates;
    }

    /**
     * The secret under which lead ids are hashed, the same in all JVMs that share touches: at least 16 characters; empty
     * if none was given. Never to be shown.
     */
    public Optional<String> leadKey() {
        return leadKey;
    }

    /** Where touches are kept. */
    public TouchStore touchStore() {
        return touchStore;
    }

    /** The Redis of {@link TouchStore#REDIS} and of the journal's {@link Stream}. */
    public Redis redis() {
        return redis;
    }

    /** The record of conversions. */
    public Journal journal() {
        return journal;
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

    /** The Redis in which JVMs share touches. Immutable. */
    public static final class Redis {
        private final String uri;
        private final Optional<String> user;
        private final Optional<String> password;
        private final boolean cluster;
        private final String keyPrefix;
        private final Duration timeout;

        public Redis(
                String uri,
                Optional<String> user,
                Optional<String> password,
                boolean cluster,
                String keyPrefix,
                Duration timeout) {
            this.uri = uri;
            this.user = user;
            this.password = password;
            this.cluster = cluster;
            this.keyPrefix = keyPrefix;
            this.timeout = timeout;
        }

        /**
         * {@code redis://host:port/database}, or {@code rediss://…} for TLS; always with port and database, never with
         * user and password. The host of an IPv6 address stands in brackets.
         */
        public String uri() {
            return uri;
        }

        /** The user, if not Redis' default one. */
        public Optional<String> user() {
            return user;
        }

        /** The password, if Redis wants one. Never to be shown. */
        public Optional<String> password() {
            return password;
        }

        /** Whether {@link #uri} is a node of a Redis Cluster. */
        public boolean cluster() {
            return cluster;
        }

        /** What every key begins with, so that other applications' keys are left alone. */
        public String keyPrefix() {
            return keyPrefix;
        }

        /** How long connecting, and each answer, may take: 1 millisecond to 1 minute. */
        public Duration timeout() {
            return timeout;
        }
    }

    /** The append-only record of conversions. Immutable. */
    public static final class Journal {
        private final String directory;
        private final Duration syncInterval;
        private final int syncEntries;
        private final long maxBytes;
        private final Duration retention;
        private final Stream stream;

        public Journal(
                String directory,
                Duration syncInterval,
                int syncEntries,
                long maxBytes,
                Duration retention,
                Stream stream) {
            this.directory = directory;
            this.syncInterval = syncInterval;
            this.syncEntries = syncEntries;
            this.maxBytes = maxBytes;
            this.retention = retention;
            this.stream = stream;
        }

        /** The directory; a relative one stands below the working directory. */
        public String directory() {
            return directory;
        }

        /** How long an entry may wait for its fsync: 1 millisecond to 1 minute. */
        public Duration syncInterval() {
            return syncInterval;
        }

        /** How many entries may wait for their fsync. */
        public int syncEntries() {
            return syncEntries;
        }

        /** How large all files together may get; the oldest are deleted first, today's never. */
        public long maxBytes() {
            return maxBytes;
        }

        /** How long a day's file is kept. */
        public Duration retention() {
            return retention;
        }

        /** Its copy in Redis. */
        public Stream stream() {
            return stream;
        }
    }

    /** The copy of the journal in a stream of {@link #redis}. Immutable. */
    public static final class Stream {
        private final boolean enabled;
        private final int maxLength;

        public Stream(boolean enabled, int maxLength) {
            this.enabled = enabled;
            this.maxLength = maxLength;
        }

        /** Whether there is one. */
        public boolean enabled() {
            return enabled;
        }

        /** How many entries Redis keeps at least, if there have been as many; it trims the oldest. */
        public int maxLength() {
            return maxLength;
        }
    }
}

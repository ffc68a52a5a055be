package io.phase3.agent.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A key that a rule may have, with the kinds of rules for which it makes sense. */
enum RuleKey {
    ENABLED(Fits.ALL),
    KIND(Fits.ALL),
    METHODS(Fits.ALL),
    EXCLUDE(Fits.ALL),
    FEATURE(Fits.FEATURE),
    TYPE(Fits.CALLS),
    LEAD(Fits.CALLS),
    SUCCESS(Fits.CALLS),
    COST(Fits.CALLS),
    API(Fits.CALLS),
    ID(Fits.CONVERSION),
    REVENUE(Fits.CONVERSION),
    REFUND(Fits.CONVERSION),
    CURRENCY(Fits.CONVERSION),
    METRIC(Fits.OWN_METRICS),
    HELP(Fits.OWN_METRICS),
    VALUE(Fits.OWN_METRICS),
    LABELS(Fits.OWN_METRICS),
    BUCKETS(Fits.HISTOGRAM),
    MODEL(Fits.LLM),
    INPUT_TOKENS(Fits.LLM),
    OUTPUT_TOKENS(Fits.LLM),
    CACHE_READ_TOKENS(Fits.LLM),
    CACHE_WRITE_5M_TOKENS(Fits.LLM),
    CACHE_WRITE_1H_TOKENS(Fits.LLM),
    IMAGE(Fits.LLM),
    RATE_LIMITED(Fits.LLM),
    BATCH(Fits.LLM),
    CONNECTION(Fits.CONNECTION),
    REASON(Fits.DISCONNECT),
    GROUP(Fits.CALLS),
    HANDLER(Fits.CALLS),
    EACH(Fits.CALLS);

    private static final Map<String, RuleKey> BY_KEY = index();

    private final Fits fits;

    RuleKey(Fits fits) {
        this.fits = fits;
    }

    private static Map<String, RuleKey> index() {
        Map<String, RuleKey> keys = new LinkedHashMap<>();
        for (RuleKey key : values()) {
            keys.put(key.key(), key);
        }
        return Collections.unmodifiableMap(keys);
    }

    static Map<String, RuleKey> byKey() {
        return BY_KEY;
    }

    /** The key as it is written in configuration. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the value is one expression. */
    boolean isExpression() {
        return Arrays.stream(Attribute.values())
                .anyMatch(attribute -> attribute.name().equals(name()));
    }

    boolean fits(Kind kind) {
        return fits.allows(kind);
    }

    /** The kinds of rules that may have the key, for messages: {@code counter, gauge and histogram}. */
    String kinds() {
        List<String> words = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (fits(kind)) {
                words.add(kind.keyword());
            }
        }
        String last = words.remove(words.size() - 1);
        return words.isEmpty() ? last : String.join(", ", words) + " and " + last;
    }

    private enum Fits {
        ALL,
        FEATURE,
        CALLS,
        LLM,
        CONNECTION,
        DISCONNECT,
        CONVERSION,
        OWN_METRICS,
        HISTOGRAM;

        boolean allows(Kind kind) {
            switch (this) {
                case FEATURE:
                    return !kind.isOwnMetric();
                case CALLS:
                    return !kind.isOwnMetric() && !kind.isConnection();
                case LLM:
                    return kind == Kind.LLM;
                case CONNECTION:
                    return kind.isConnection();
                case DISCONNECT:
                    return kind == Kind.DISCONNECT;
                case CONVERSION:
                    return kind == Kind.CONVERSION;
                case OWN_METRICS:
                    return kind.isOwnMetric();
                case HISTOGRAM:
                    return kind == Kind.HISTOGRAM;
                default:
                    return true;
            }
        }
    }
}

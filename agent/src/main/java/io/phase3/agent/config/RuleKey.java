package io.phase3.agent.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A key that a rule may have, with the kinds of rules for which it makes sense. */
enum RuleKey {
    ENABLED(Fits.ALL),
    KIND(Fits.ALL),
    METHODS(Fits.ALL),
    EXCLUDE(Fits.ALL),
    FEATURE(Fits.CALLS),
    TYPE(Fits.CALLS),
    LEAD(Fits.CALLS),
    SUCCESS(Fits.CALLS),
    COST(Fits.CALLS),
    API(Fits.CALLS),
    ID(Fits.CONVERSION),
    REVENUE(Fits.CONVERSION),
    REFUND(Fits.CONVERSION),
    METRIC(Fits.OWN_METRICS),
    HELP(Fits.OWN_METRICS),
    VALUE(Fits.OWN_METRICS),
    LABELS(Fits.OWN_METRICS),
    BUCKETS(Fits.HISTOGRAM);

    private static final Map<String, RuleKey> BY_KEY = index();

    private final Set<Kind> kinds;

    RuleKey(Set<Kind> kinds) {
        this.kinds = kinds;
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
        return name().toLowerCase(Locale.ROOT);
    }

    boolean fits(Kind kind) {
        return kinds.contains(kind);
    }

    /** The kinds of rules that may have the key, for messages: {@code counter, gauge and histogram}. */
    String kinds() {
        List<String> words = new ArrayList<>();
        kinds.forEach(kind -> words.add(kind.keyword()));
        String last = words.remove(words.size() - 1);
        return words.isEmpty() ? last : String.join(", ", words) + " and " + last;
    }

    private static final class Fits {
        static final Set<Kind> ALL = EnumSet.allOf(Kind.class);
        static final Set<Kind> CONVERSION = EnumSet.of(Kind.CONVERSION);
        static final Set<Kind> HISTOGRAM = EnumSet.of(Kind.HISTOGRAM);
        static final Set<Kind> OWN_METRICS = EnumSet.of(Kind.COUNTER, Kind.GAUGE, Kind.HISTOGRAM);
        static final Set<Kind> CALLS = EnumSet.complementOf(EnumSet.copyOf(OWN_METRICS));
    }
}

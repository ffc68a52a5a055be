package io.phase3.monitor.impact;

import java.math.BigDecimal;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Who used the product, and what they thought of it.
 *
 * @param active users in the period; empty if nobody knows
 * @param adoption the share of the active users that used a feature, by feature
 * @param nps the net promoter score by feature
 */
record Audience(OptionalLong active, Map<String, BigDecimal> adoption, Map<String, BigDecimal> nps) {
    static final Audience UNKNOWN = new Audience(OptionalLong.empty(), Map.of(), Map.of());

    Audience {
        adoption = Map.copyOf(adoption);
        nps = Map.copyOf(nps);
    }

    /** With the other's answer to each question that this one has none for. */
    Audience or(Audience other) {
        return new Audience(
                active.isPresent() ? active : other.active,
                adoption.isEmpty() ? other.adoption : adoption,
                nps.isEmpty() ? other.nps : nps);
    }

    boolean isComplete() {
        return active.isPresent() && !adoption.isEmpty() && !nps.isEmpty();
    }
}

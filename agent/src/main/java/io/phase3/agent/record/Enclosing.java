package io.phase3.agent.record;

import io.phase3.agent.config.Attribute;
import io.phase3.agent.config.Kind;
import io.phase3.agent.config.Rule;
import java.util.Collection;
import java.util.Objects;
import java.util.function.Function;

/** What open calls say of a call inside them. Immutable. */
final class Enclosing {
    /** Says nothing. */
    static final Enclosing NONE = new Enclosing(null, null, false, false);

    private final String named;
    private final String fallback;
    private final boolean hasCost;
    private final boolean isVision;

    private Enclosing(String named, String fallback, boolean hasCost, boolean isVision) {
        this.named = named;
        this.fallback = fallback;
        this.hasCost = hasCost;
        this.isVision = isVision;
    }

    /**
     * What a call under the rule says.
     *
     * @param named the feature that the user means, or null
     * @param fallback the feature that holds if none of the calls around it has one either, or null
     */
    static Enclosing of(Rule rule, String named, String fallback) {
        return new Enclosing(named, fallback, rule.expression(Attribute.COST).isPresent(), rule.kind() == Kind.VISION);
    }

    /**
     * What a call says that may be any of several: the feature that none contradicts, and else what all of them say.
     *
     * @param calls one at least
     */
    static Enclosing anyOf(Collection<Enclosing> calls) {
        return new Enclosing(
                agreed(calls, call -> call.named),
                agreed(calls, call -> call.fallback),
                calls.stream().allMatch(Enclosing::hasCost),
                calls.stream().allMatch(Enclosing::isVision));
    }

    private static String agreed(Collection<Enclosing> calls, Function<Enclosing, String> feature) {
        String[] features =
                calls.stream().map(feature).filter(Objects::nonNull).distinct().toArray(String[]::new);
        return features.length == 1 ? features[0] : null;
    }

    /** What this call and the one around it say together: the inner one's feature goes first. */
    Enclosing inside(Enclosing outer) {
        return new Enclosing(
                named != null ? named : outer.named,
                fallback != null ? fallback : outer.fallback,
                hasCost || outer.hasCost,
                isVision || outer.isVision);
    }

    /** The feature of the innermost call that names one, else that of the innermost that has one; or null. */
    String feature() {
        return named != null ? named : fallback;
    }

    /** Whether one of them says itself what it costs, whatever is called inside. */
    boolean hasCost() {
        return hasCost;
    }

    /** Whether one of them is an image analysis, whose duration is measured already. */
    boolean isVision() {
        return isVision;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Enclosing)) {
            return false;
        }
        Enclosing that = (Enclosing) other;
        return Objects.equals(named, that.named)
                && Objects.equals(fallback, that.fallback)
                && hasCost == that.hasCost
                && isVision == that.isVision;
    }

    @Override
    public int hashCode() {
        return Objects.hash(named, fallback, hasCost, isVision);
    }
}

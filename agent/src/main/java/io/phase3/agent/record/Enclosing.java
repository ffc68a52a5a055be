package io.phase3.agent.record;

import io.phase3.agent.config.Attribute;
import io.phase3.agent.config.Kind;
import io.phase3.agent.config.Rule;
import java.util.Collection;
import java.util.Objects;

/** What open calls say of a call inside them. Immutable. */
final class Enclosing {
    /** Says nothing. */
    static final Enclosing NONE = new Enclosing(null, false, false);

    private final String feature;
    private final boolean hasCost;
    private final boolean isVision;

    private Enclosing(String feature, boolean hasCost, boolean isVision) {
        this.feature = feature;
        this.hasCost = hasCost;
        this.isVision = isVision;
    }

    /**
     * What a call under the rule says.
     *
     * @param feature the feature that the rule names, or null
     */
    static Enclosing of(Rule rule, String feature) {
        return new Enclosing(feature, rule.expression(Attribute.COST).isPresent(), rule.kind() == Kind.VISION);
    }

    /**
     * What a call says that may be any of several: the feature that none contradicts, and else what all of them say.
     *
     * @param calls one at least
     */
    static Enclosing anyOf(Collection<Enclosing> calls) {
        String[] features = calls.stream()
                .map(call -> call.feature)
                .filter(Objects::nonNull)
                .distinct()
                .toArray(String[]::new);
        return new Enclosing(
                features.length == 1 ? features[0] : null,
                calls.stream().allMatch(Enclosing::hasCost),
                calls.stream().allMatch(Enclosing::isVision));
    }

    /** What this call and the one around it say together: the inner one's feature goes first. */
    Enclosing inside(Enclosing outer) {
        return new Enclosing(
                feature != null ? feature : outer.feature, hasCost || outer.hasCost, isVision || outer.isVision);
    }

    /** The feature of the innermost call that names one; null if none does. */
    String feature() {
        return feature;
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
        return Objects.equals(feature, that.feature) && hasCost == that.hasCost && isVision == that.isVision;
    }

    @Override
    public int hashCode() {
        return Objects.hash(feature, hasCost, isVision);
    }
}

package io.phase3.agent.record;

import io.phase3.agent.attribution.BusinessEvents;
import io.phase3.agent.config.Attribute;
import io.phase3.agent.config.BoundRule;
import io.phase3.agent.config.Kind;
import io.phase3.agent.metrics.BusinessMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the consequences that a rule's calls have at one method. */
final class Consequences {
    /** Stands for no feature at all. */
    static final String UNATTRIBUTED = "unattributed";

    private final BusinessMetrics metrics;
    private final BusinessEvents events;

    Consequences(BusinessMetrics metrics, BusinessEvents events) {
        this.metrics = metrics;
        this.events = events;
    }

    /**
     * The consequences, in the order in which they follow.
     *
     * @param feature the feature that the calls belong to
     */
    Consequence[] of(BoundRule bound, String feature) {
        String origin = bound.rule().toString();
        List<Consequence> consequences = new ArrayList<>();
        if (bound.rule().kind() != Kind.CONVERSION) {
            touching(bound, feature).ifPresent(consequences::add);
        } else if (Converting.isMeantBy(bound)) {
            consequences.add(new Converting(events, bound));
        }
        // The last one, because only it may fail.
        bound.evaluation(Attribute.COST).ifPresent(cost -> {
            String api = bound.rule().api().orElse(Recorders.UNKNOWN_API);
            consequences.add(new Costing(cost, metrics.apiCost(feature, api), origin));
        });
        return consequences.toArray(new Consequence[0]);
    }

    /** The touch that follows from each call of a feature, since any call may happen inside one that has a lead. */
    Optional<Consequence> touching(BoundRule bound, String feature) {
        boolean namesLead = bound.evaluation(Attribute.LEAD).isPresent();
        // That a framework of ours is at work inside a call says nothing new of the call's lead.
        boolean isMeant = namesLead || !bound.rule().builtIn();
        return isMeant && !feature.equals(UNATTRIBUTED)
                ? Optional.of(new Touching(events, bound.rule().toString(), feature, namesLead))
                : Optional.empty();
    }
}

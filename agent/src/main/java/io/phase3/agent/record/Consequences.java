package io.phase3.agent.record;

import io.phase3.agent.attribution.BusinessEvents;
import io.phase3.agent.config.Attribute;
import io.phase3.agent.config.BoundRule;
import io.phase3.agent.config.Kind;
import io.phase3.agent.metrics.BusinessMetrics;
import java.util.ArrayList;
import java.util.List;

/** Makes the consequences that a rule's calls have at one method. */
final class Consequences {
    /** Stands for no feature at all. */
    private static final String UNATTRIBUTED = "unattributed";

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
            // Any call may happen inside one that has a lead.
            if (!feature.equals(UNATTRIBUTED)) {
                boolean namesLead = bound.evaluation(Attribute.LEAD).isPresent();
                consequences.add(new Touching(events, origin, feature, namesLead));
            }
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
}

package io.phase3.agent.record;

import io.phase3.agent.attribution.BusinessEvents;

/** A call of a feature touches the lead that it is made for, however it ends. */
final class Touching implements Consequence {
    private final BusinessEvents events;
    private final String origin;
    private final String feature;
    private final boolean namesLead;

    /** @param namesLead whether the rule itself names a lead, so that a call without one is worth a complaint */
    Touching(BusinessEvents events, String origin, String feature, boolean namesLead) {
        this.events = events;
        this.origin = origin;
        this.feature = feature;
        this.namesLead = namesLead;
    }

    @Override
    public void follow(Object[] frame, Outcome outcome, String lead, String type) {
        if (lead != null || namesLead) {
            events.touch(origin, lead, feature);
        }
    }

    @Override
    public boolean needsOuterLead() {
        return !namesLead;
    }
}

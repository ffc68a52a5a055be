package io.phase3.agent.record;

/** What a call of a rule means beyond its latency. */
interface Consequence {
    /**
     * Takes a call that is over.
     *
     * @param lead the call's lead, or null
     * @param type the value of the label that tells the calls of one rule apart
     * @throws IllegalArgumentException if the application gave something that cannot be counted
     */
    void follow(Object[] frame, Outcome outcome, String lead, String type);

    /** Whether nothing follows unless an outer call names a lead. */
    default boolean needsOuterLead() {
        return false;
    }
}

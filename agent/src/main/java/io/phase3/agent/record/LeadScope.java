package io.phase3.agent.record;

/** The lead that holds for the calls inside a call whose rule names one. */
final class LeadScope {
    private final String own;
    private final String outer;
    private final boolean settled;

    /**
     * The scope of one call.
     *
     * @param own what the rule's own expression gave, or null if it gave nothing yet
     * @param outer the lead that the call was made for, or null
     */
    LeadScope(String own, String outer) {
        this(own, outer, own != null);
    }

    private LeadScope(String own, String outer, boolean settled) {
        this.own = own;
        this.outer = outer;
        this.settled = settled;
    }

    /** The same, and the rule's own expression is not asked again. */
    LeadScope settled() {
        return new LeadScope(own, outer, true);
    }

    /** Whether the rule's own expression may still give a lead. */
    boolean isOpenToMore() {
        return !settled;
    }

    /** The lead, or null if neither the call nor one around it has any. */
    String lead() {
        return own != null ? own : outer;
    }
}

package io.phase3.agent.record;

/** The lead that holds for the calls inside a call whose rule names one. */
final class LeadScope {
    private final String own;
    private final String outer;

    /**
     * The scope of one call.
     *
     * @param own what the rule's own expression gave, or null if it gave nothing yet
     * @param outer the lead that the call was made for, or null
     */
    LeadScope(String own, String outer) {
        this.own = own;
        this.outer = outer;
    }

    boolean hasOwn() {
        return own != null;
    }

    /** The lead, or null if neither the call nor one around it has any. */
    String lead() {
        return hasOwn() ? own : outer;
    }
}

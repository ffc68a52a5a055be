package io.phase3.agent.record;

/** What the thread of an asynchronous call knew of its lead, kept until others complete the call. */
final class KeptLead {
    private final String own;
    private final String inherited;

    /**
     * The lead as of the method's return.
     *
     * @param own what the rule's expression gave, or null
     * @param inherited the lead of the calls around it, or null
     */
    KeptLead(String own, String inherited) {
        this.own = own;
        this.inherited = inherited;
    }

    String own() {
        return own;
    }

    String inherited() {
        return inherited;
    }
}

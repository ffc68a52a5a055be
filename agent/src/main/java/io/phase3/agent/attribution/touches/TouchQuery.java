package io.phase3.agent.attribution.touches;

/** Asks for the touches of a lead between two moments, both inclusive. Immutable. */
public final class TouchQuery {
    private final LeadHash lead;
    private final long from;
    private final long to;

    /**
     * The question.
     *
     * @param from milliseconds since the epoch
     * @param to milliseconds since the epoch
     */
    public TouchQuery(LeadHash lead, long from, long to) {
        this.lead = lead;
        this.from = from;
        this.to = to;
    }

    /** The lead. */
    public LeadHash lead() {
        return lead;
    }

    /** The earliest moment, in milliseconds since the epoch. */
    public long from() {
        return from;
    }

    /** The latest moment, in milliseconds since the epoch. */
    public long to() {
        return to;
    }
}

package io.phase3.agent.attribution.claims;

import io.phase3.agent.attribution.model.Split;

/** One JVM counts one conversion, or one reversal of it, split this way. Immutable. */
public final class Claim {
    private final boolean reversal;
    private final String id;
    private final String owner;
    private final Split split;

    /**
     * The claim.
     *
     * @param reversal whether the reversal of the conversion is claimed, not the conversion
     * @param id the conversion's id
     * @param owner the journal in which it will stand
     */
    public Claim(boolean reversal, String id, String owner, Split split) {
        this.reversal = reversal;
        this.id = id;
        this.owner = owner;
        this.split = split;
    }

    /** Whether this is the reversal of the conversion. */
    public boolean isReversal() {
        return reversal;
    }

    /** The conversion's id. */
    public String id() {
        return id;
    }

    /** The journal in which it stands, or will stand. */
    public String owner() {
        return owner;
    }

    /** Which feature gets which part. */
    public Split split() {
        return split;
    }
}

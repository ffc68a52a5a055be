package io.phase3.agent.record;

/** A recorder whose calls may open a scope, and which then stands in the scope's first slot. */
interface ScopeOpener {
    /** The lead of a call that is over, or of one that is still open for those inside it; null if there is none. */
    String lead(Object[] scope);
}

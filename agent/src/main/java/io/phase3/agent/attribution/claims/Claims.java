package io.phase3.agent.attribution.claims;

import io.phase3.agent.attribution.touches.StoreUnavailableException;
import java.util.List;
import java.util.Optional;

/**
 * Decides which JVM counts a conversion, so that one that several JVMs see counts once.
 *
 * <p>A claim holds for a few minutes, and for good once it is confirmed: a JVM that dies between claiming and writing
 * its journal does not keep others from counting.
 */
public interface Claims {
    /**
     * Claims conversions and reversals for this JVM. Claiming again what this JVM holds already is harmless.
     *
     * @return the claims that stand, in the same order: this JVM's own (the given one, or the one it made before), or
     *     that of the JVM that was faster; one with an empty owner and a split of nothing if another application's data
     *     stands in its place
     * @throws StoreUnavailableException if nobody can tell right now; some may have been claimed all the same
     */
    List<Claim> claim(List<Claim> claims) throws StoreUnavailableException;

    /** Makes this JVM's claims last, once they are in the journal. Never throws: what could not be sent is sent later. */
    void confirm(List<Claim> claims);

    /**
     * The conversion of the id, whichever JVM claimed it.
     *
     * @throws StoreUnavailableException if nobody can tell right now
     */
    Optional<Claim> conversion(String id) throws StoreUnavailableException;
}

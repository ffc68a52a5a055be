package io.phase3.monitor.ledger;

import java.util.UUID;

/**
 * What a collector has done since the exporter's start. Immutable.
 *
 * @param entries how many were new to the ledger
 * @param rejected how many lines were no entries
 * @param different how many entries the ledger had already, but with another amount or split
 * @param behind what waits to be collected: bytes of files, or entries of the stream
 */
public record Collected(long entries, long rejected, long different, long behind) {
    static final Collected NOTHING = new Collected(0, 0, 0, 0);

    Collected plus(Batch batch, LedgerWriter.Written written) {
        return new Collected(
                entries + written.entries(),
                rejected + batch.rejections().size(),
                different + written.different(),
                behind);
    }

    Collected plus(Collected other) {
        return new Collected(
                entries + other.entries, rejected + other.rejected, different + other.different, behind + other.behind);
    }

    Collected behind(long now) {
        return new Collected(entries, rejected, different, now);
    }

    /** What is told of entries that the ledger had, but with another amount or split. */
    static String different(long entries, UUID example) {
        return "entries that the ledger has already with another amount or split: " + entries
                + ", such as that with the key " + example + "; what was collected first stays";
    }
}

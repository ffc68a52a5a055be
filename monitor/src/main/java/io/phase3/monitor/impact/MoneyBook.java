package io.phase3.monitor.impact;

import io.phase3.agent.attribution.journal.Entry;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Where the entries of money stand: the ledger, or journals. */
interface MoneyBook {
    /** What it is, for people: {@code ledger in jdbc:postgresql://…}. */
    String name();

    /**
     * Passes on each entry that counts, once, in any order.
     *
     * @param end the first moment that is too late
     */
    void read(Instant start, Instant end, Consumer<Entry> entries) throws UnreadableException;

    /** Those of the conversions that are there, whenever they were, by their ids. */
    Map<String, Entry> conversions(Collection<String> ids) throws UnreadableException;

    /** The features that have ever earned. */
    Set<String> features() throws UnreadableException;
}

package io.phase3.monitor.reconciliation;

import io.phase3.monitor.agents.Life;
import io.phase3.monitor.agents.Reading;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the agents had counted at a moment, and what the ledger held right before and right after it. Immutable.
 *
 * <p>An entry is in the journal before it is counted. So what is counted lies between the two, if all journals were
 * collected each time: exactly on both when nothing happened meanwhile.
 *
 * @param ledgerAfter right after, or later; what was counted is in it
 */
record Moment(Instant at, Totals ledgerBefore, Map<String, Counted> counted, Totals ledgerAfter) {
    Moment {
        counted = Map.copyOf(counted);
    }

    /** The same moment, with what the ledger holds by now. */
    Moment withLedger(Totals now) {
        return new Moment(at, ledgerBefore, counted, now);
    }

    /** What one JVM has counted since its start. */
    record Counted(Optional<Instant> startedAt, Totals totals) {}

    static Moment of(Instant at, Totals ledgerBefore, Reading reading, Totals ledgerAfter) {
        Map<String, Counted> counted = new TreeMap<>();
        for (Life life : reading.lives()) {
            counted.put(life.instance(), new Counted(life.startedAt(), Totals.of(life)));
        }
        return new Moment(at, ledgerBefore, counted, ledgerAfter);
    }

    /** What the agents have counted since an earlier moment; empty if that cannot be known. */
    Optional<Totals> countedSince(Moment earlier) {
        if (!counted.keySet().containsAll(earlier.counted.keySet())) {
            // What a JVM counted between its last reading and its end is known to nobody.
            return Optional.empty();
        }
        Totals sum = Totals.NOTHING;
        for (Map.Entry<String, Counted> one : counted.entrySet()) {
            Optional<Totals> since = since(earlier, earlier.counted.get(one.getKey()), one.getValue());
            if (since.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.plus(since.get());
        }
        return Optional.of(sum);
    }

    private static Optional<Totals> since(Moment earlier, Counted before, Counted now) {
        if (before == null) {
            // Only a JVM that has started since is known to have counted nothing at that moment.
            return now.startedAt().filter(start -> start.isAfter(earlier.at)).map(start -> now.totals());
        }
        Totals difference = now.totals().minus(before.totals());
        boolean sameLife =
                now.startedAt().equals(before.startedAt()) && difference.credit() >= 0 && difference.reversal() >= 0;
        return sameLife ? Optional.of(difference) : Optional.empty();
    }

    /** How far what was counted since an earlier moment is from what the ledger has got since, in minor units. */
    long difference(Moment earlier, Totals countedSince) {
        return countedSince.distance(ledgerBefore.minus(earlier.ledgerAfter), ledgerAfter.minus(earlier.ledgerBefore));
    }
}

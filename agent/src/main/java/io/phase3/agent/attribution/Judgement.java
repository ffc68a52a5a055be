package io.phase3.agent.attribution;

import io.phase3.agent.attribution.claims.Claim;
import io.phase3.agent.attribution.claims.Claims;
import io.phase3.agent.attribution.journal.Entry;
import io.phase3.agent.attribution.journal.Journal;
import io.phase3.agent.attribution.model.Split;
import io.phase3.agent.attribution.touches.StoreUnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what counts, and how it is split: conversions by the touches of their leads, reversals by the conversion that
 * they give back, each only if this JVM is the one to count it.
 *
 * <p>Changes nothing but claims, and may be repeated for the same entries until they are in the journal.
 */
final class Judgement {
    private final Attributions attributions;
    private final Claims claims;
    private final Journal journal;

    Judgement(Attributions attributions, Claims claims, Journal journal) {
        this.attributions = attributions;
        this.claims = claims;
        this.journal = journal;
    }

    /**
     * One verdict for each, in their order.
     *
     * @throws StoreUnavailableException if what JVMs share is needed, and away
     */
    List<Verdict> judge(List<Unsettled> batch) throws StoreUnavailableException, IOException {
        Map<Unsettled, Verdict> verdicts = new HashMap<>();
        Map<String, Split> conversions = splitsKnownAlready(batch);
        judgeConversions(of(Entry.Kind.CONVERSION, batch), conversions, verdicts);
        judgeReversals(of(Entry.Kind.REVERSAL, batch), conversions, verdicts);
        List<Verdict> inOrder = new ArrayList<>();
        for (Unsettled unsettled : batch) {
            Verdict verdict = verdicts.get(unsettled);
            inOrder.add(verdict != null ? verdict : Verdict.counts(unsettled));
        }
        return inOrder;
    }

    /** Those of the kind whose split is not known from the start. */
    private static List<Unsettled> of(Entry.Kind kind, List<Unsettled> batch) {
        List<Unsettled> found = new ArrayList<>();
        for (Unsettled unsettled : batch) {
            if (unsettled.entry().kind() == kind && !unsettled.entry().split().isPresent()) {
                found.add(unsettled);
            }
        }
        return found;
    }

    private static Map<String, Split> splitsKnownAlready(List<Unsettled> batch) {
        Map<String, Split> splits = new HashMap<>();
        for (Unsettled unsettled : batch) {
            Entry entry = unsettled.entry();
            if (entry.kind() == Entry.Kind.CONVERSION && entry.split().isPresent()) {
                splits.put(entry.id(), entry.split().get());
            }
        }
        return splits;
    }

    /** Adds to the splits by id, whoever counts the conversion. */
    private void judgeConversions(
            List<Unsettled> conversions, Map<String, Split> splits, Map<Unsettled, Verdict> verdicts)
            throws StoreUnavailableException {
        List<Entry> entries = new ArrayList<>();
        for (Unsettled conversion : conversions) {
            entries.add(conversion.entry());
        }
        for (Verdict verdict : claim(conversions, attributions.attribute(entries), splits)) {
            verdicts.put(verdict.about(), verdict);
        }
    }

    private void judgeReversals(
            List<Unsettled> reversals, Map<String, Split> conversions, Map<Unsettled, Verdict> verdicts)
            throws StoreUnavailableException, IOException {
        List<Unsettled> possible = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        for (Unsettled reversal : reversals) {
            Entry entry = reversal.entry();
            Optional<Split> conversion = conversion(entry.id(), conversions);
            if (!conversion.isPresent()) {
                verdicts.put(reversal, Verdict.rejected(reversal, Rejection.UNKNOWN_CONVERSION));
            } else if (entry.amount() > conversion.get().amount()) {
                verdicts.put(reversal, Verdict.rejected(reversal, Rejection.REFUND_TOO_LARGE));
            } else {
                possible.add(reversal);
                entries.add(entry.toBuilder()
                        .split(conversion.get().reversalOf(entry.amount()))
                        .build());
            }
        }
        for (Verdict verdict : claim(possible, entries, new HashMap<>())) {
            verdicts.put(verdict.about(), verdict);
        }
    }

    private Optional<Split> conversion(String id, Map<String, Split> judgedNow)
            throws StoreUnavailableException, IOException {
        if (judgedNow.containsKey(id)) {
            return Optional.of(judgedNow.get(id));
        }
        Optional<Split> written = journal.conversion(id);
        return written.isPresent() ? written : claims.conversion(id).map(Claim::split);
    }

    /** Claims what was split, and notes under which splits the claims stand. */
    private List<Verdict> claim(List<Unsettled> unsettled, List<Entry> split, Map<String, Split> standingSplits)
            throws StoreUnavailableException {
        List<Claim> wanted = new ArrayList<>();
        for (Entry entry : split) {
            wanted.add(new Claim(
                    entry.kind() == Entry.Kind.REVERSAL,
                    entry.id(),
                    journal.owner(),
                    entry.split().get()));
        }
        List<Claim> standing = wanted.isEmpty() ? wanted : claims.claim(wanted);
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < standing.size(); i++) {
            Claim claim = asReportedNow(standing.get(i), wanted.get(i));
            standingSplits.put(claim.id(), claim.split());
            verdicts.add(
                    claim.owner().equals(journal.owner())
                            ? Verdict.counts(unsettled.get(i), split.get(i), claim)
                            : Verdict.rejected(unsettled.get(i), Rejection.DUPLICATE));
        }
        return verdicts;
    }

    /**
     * This JVM may have died between claiming and writing, and be told another amount now: then what it claimed was never
     * counted, and gives way. The same amount stays split as others may have read it.
     */
    private static Claim asReportedNow(Claim standing, Claim wanted) {
        boolean gaveWay = standing.owner().equals(wanted.owner())
                && standing.split().amount() != wanted.split().amount();
        return gaveWay ? wanted : standing;
    }
}

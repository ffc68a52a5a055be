package io.phase3.agent.attribution;

import io.phase3.agent.attribution.claims.Claim;
import io.phase3.agent.attribution.claims.Claims;
import io.phase3.agent.attribution.journal.Entry;
import io.phase3.agent.attribution.journal.Journal;
import io.phase3.agent.attribution.touches.StoreUnavailableException;
import io.phase3.agent.config.Attribution;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Brings conversions into the journal, and only then has them counted; what cannot be settled yet waits, bounded.
 *
 * <p>While the disk is away they wait here; while Redis is away they wait in the journal, as pending. Used by one thread.
 */
final class Settlement {
    private static final long RETRY_MILLIS = 1000;
    private static final String EARLIER_RUN = "the journal of an earlier run";

    private final Judgement judgement;
    private final Claims claims;
    private final Journal journal;
    private final JournalHealth health;
    private final long syncMillis;
    private final int syncEntries;
    private final int mostWaiting;
    private final LongSupplier millis;
    private final AttributionListener listener;

    /** Not in the journal yet, in the order of arrival. */
    private final Map<Object, Unsettled> arrived = new LinkedHashMap<>();

    /** In the journal as pending, in that order; settled before anything that arrived later. */
    private final Map<Object, Unsettled> pending = new LinkedHashMap<>();

    private boolean open;
    private boolean droppedBefore;

    private long oldestArrival;
    private long notBefore = Long.MIN_VALUE;

    /** When to ask again what becomes of what is pending. */
    private long pendingNotBefore = Long.MIN_VALUE;

    /**
     * A settlement whose journal is not open yet.
     *
     * @param mostWaiting how many conversions may wait, here and in the journal together
     * @param millis a clock that never jumps; from where it counts does not matter
     */
    Settlement(
            Attributions attributions,
            Claims claims,
            Journal journal,
            Attribution.Journal settings,
            int mostWaiting,
            LongSupplier millis,
            AttributionListener listener) {
        this.judgement = new Judgement(attributions, claims, journal);
        this.claims = claims;
        this.journal = journal;
        this.health = new JournalHealth(listener);
        this.syncMillis = settings.syncInterval().toMillis();
        this.syncEntries = settings.syncEntries();
        this.mostWaiting = mostWaiting;
        this.millis = millis;
        this.listener = listener;
    }

    /** Takes what is to be settled, unless it is known already. */
    void add(Entry entry, String origin) {
        add(entry, origin, UnaryOperator.identity());
    }

    /** The same, with something to be done first if it is not known. */
    void add(Entry entry, String origin, UnaryOperator<Entry> first) {
        Unsettled unsettled = Unsettled.reported(entry, origin);
        if (isKnown(unsettled)) {
            listener.rejected(Rejection.DUPLICATE, origin);
        } else if (arrived.size() + pending.size() >= mostWaiting) {
            drop();
        } else {
            if (arrived.isEmpty()) {
                oldestArrival = millis.getAsLong();
            }
            arrived.put(unsettled.identity(), Unsettled.reported(first.apply(entry), origin));
        }
    }

    private void drop() {
        listener.dropped("waiting");
        if (!droppedBefore) {
            droppedBefore = true;
            listener.problem("more conversions wait than bounds.waiting-conversions allows, and some are dropped: see"
                    + " phase3_agent_dropped_events_total");
        }
    }

    private boolean isKnown(Unsettled unsettled) {
        Object identity = unsettled.identity();
        Entry entry = unsettled.entry();
        return arrived.containsKey(identity)
                || pending.containsKey(identity)
                || (open && journal.knows(entry.kind(), entry.id()));
    }

    /** Settles what there is if enough has arrived, or the oldest has waited long enough. */
    void settleIfDue() {
        long now = millis.getAsLong();
        boolean due = arrived.size() >= syncEntries
                || (!arrived.isEmpty() && now - oldestArrival >= syncMillis)
                || (!pending.isEmpty() && now >= pendingNotBefore);
        if (due && now >= notBefore) {
            settleNow();
        }
    }

    /** Reads the journal, so that what was pending when the JVM ended is settled without waiting for a conversion. */
    void open() {
        if (!open && millis.getAsLong() >= notBefore) {
            settleNow();
        }
    }

    private void settleNow() {
        // Until it has succeeded: whatever fails is tried again, but not at once.
        notBefore = millis.getAsLong() + RETRY_MILLIS;
        try {
            openJournal();
            settleAll();
        } catch (IOException e) {
            health.failed(e.getMessage());
        }
    }

    private void openJournal() throws IOException {
        if (open) {
            return;
        }
        journal.open();
        open = true;
        for (Entry entry : journal.pending()) {
            Unsettled unsettled = Unsettled.pending(entry, EARLIER_RUN);
            pending.put(unsettled.identity(), unsettled);
        }
        List<Claim> unconfirmed = new ArrayList<>();
        for (Entry entry : journal.recent()) {
            if (entry.kind() != Entry.Kind.REVENUE && entry.split().isPresent()) {
                unconfirmed.add(new Claim(
                        entry.kind() == Entry.Kind.REVERSAL,
                        entry.id(),
                        journal.owner(),
                        entry.split().get()));
            }
        }
        claims.confirm(unconfirmed);
        rejectWhatTheJournalKnows();
    }

    /** What arrived before the journal could be read. */
    private void rejectWhatTheJournalKnows() {
        arrived.values().removeIf(unsettled -> {
            Entry entry = unsettled.entry();
            boolean known = journal.knows(entry.kind(), entry.id());
            if (known) {
                listener.rejected(Rejection.DUPLICATE, unsettled.origin());
            }
            return known;
        });
    }

    private void settleAll() throws IOException {
        try {
            settle(pending);
            settle(arrived);
            notBefore = Long.MIN_VALUE;
        } catch (StoreUnavailableException e) {
            pendingNotBefore = notBefore;
            writeAsPending();
            // What arrives next is as soon on the disk as ever.
            notBefore = Long.MIN_VALUE;
        }
    }

    private void settle(Map<Object, Unsettled> waiting) throws StoreUnavailableException, IOException {
        int size = syncEntries;
        while (!waiting.isEmpty()) {
            List<Unsettled> batch = batch(waiting.values(), size);
            List<Verdict> verdicts;
            try {
                verdicts = judgement.judge(batch);
                write(lines(verdicts));
            } catch (RuntimeException failure) {
                // One that cannot be settled at all must not keep the others waiting for ever.
                listener.failed(failure);
                if (batch.size() == 1) {
                    waiting.remove(batch.get(0).identity());
                    listener.dropped("waiting");
                }
                size = 1;
                continue;
            }
            for (Unsettled settled : batch) {
                waiting.remove(settled.identity());
            }
            announce(verdicts);
        }
    }

    private static List<Entry> lines(List<Verdict> verdicts) {
        List<Entry> lines = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            verdict.line().ifPresent(lines::add);
        }
        return lines;
    }

    private static List<Unsettled> batch(Collection<Unsettled> waiting, int size) {
        List<Unsettled> batch = new ArrayList<>();
        for (Unsettled unsettled : waiting) {
            if (batch.size() == size) {
                break;
            }
            batch.add(unsettled);
        }
        return batch;
    }

    private void write(List<Entry> lines) throws IOException {
        if (!lines.isEmpty()) {
            journal.write(lines);
            health.works();
        }
    }

    private void writeAsPending() throws IOException {
        while (!arrived.isEmpty()) {
            List<Unsettled> batch = batch(arrived.values(), syncEntries);
            List<Entry> lines = new ArrayList<>();
            for (Unsettled unsettled : batch) {
                lines.add(
                        unsettled.entry().split().isPresent()
                                ? unsettled.entry()
                                : unsettled.entry().toBuilder()
                                        .state(Entry.State.PENDING)
                                        .build());
            }
            write(lines);
            for (int i = 0; i < batch.size(); i++) {
                Unsettled written = batch.get(i);
                arrived.remove(written.identity());
                if (lines.get(i).state() == Entry.State.PENDING) {
                    pending.put(written.identity(), Unsettled.pending(lines.get(i), written.origin()));
                } else {
                    count(lines.get(i));
                }
            }
        }
    }

    private void announce(List<Verdict> verdicts) {
        List<Claim> confirmed = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            verdict.claim().ifPresent(confirmed::add);
            if (verdict.rejection().isPresent()) {
                listener.rejected(verdict.rejection().get(), verdict.about().origin());
            } else {
                count(verdict.line().get());
            }
        }
        claims.confirm(confirmed);
    }

    private void count(Entry entry) {
        if (entry.kind() == Entry.Kind.REVERSAL) {
            entry.split().get().parts().forEach(listener::gaveBack);
        } else {
            entry.split().get().parts().forEach(listener::earned);
        }
        if (entry.kind() == Entry.Kind.CONVERSION) {
            listener.converted(entry.type().orElse("unknown"));
        }
    }

    /** Settles what there is, whatever waits for it. */
    void close() {
        if (!arrived.isEmpty()) {
            settleNow();
        }
        journal.close();
    }
}

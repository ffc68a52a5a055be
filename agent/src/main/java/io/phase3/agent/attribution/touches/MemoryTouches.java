package io.phase3.agent.attribution.touches;

import io.phase3.agent.attribution.model.Touch;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Touches in this JVM's memory: a bounded number of leads, the least recently touched forgotten first.
 *
 * <p>A lead with five touches takes about 140 bytes. Past 65,535 features, touches of further ones are kept as those of
 * {@code __other__}.
 */
public final class MemoryTouches implements TouchStore {
    private final int mostLeads;
    private final int mostTouches;
    private final FeatureNumbers features = new FeatureNumbers();

    private final Runnable forgotten;

    /** The least recently touched lead comes first. */
    private final Map<LeadHash, long[]> leads = new LinkedHashMap<>();

    /**
     * An empty store.
     *
     * @param mostLeads how many leads have touches, at least 1
     * @param mostTouches how many touches a lead has, at least 1: its first one and the latest others
     */
    public MemoryTouches(int mostLeads, int mostTouches) {
        this(mostLeads, mostTouches, () -> {});
    }

    /**
     * The same, with somebody to tell of each lead that is forgotten for want of room.
     *
     * @param forgotten called under the store's lock: must only count
     */
    public MemoryTouches(int mostLeads, int mostTouches, Runnable forgotten) {
        if (mostLeads < 1 || mostTouches < 1) {
            throw new IllegalArgumentException(
                    "a store without room: " + mostLeads + " leads, " + mostTouches + " touches");
        }
        this.mostLeads = mostLeads;
        this.mostTouches = mostTouches;
        this.forgotten = forgotten;
    }

    @Override
    public synchronized void add(LeadHash lead, String feature, long time) {
        long touch = PackedTouches.pack(time, features.number(feature));
        // Removed and put back, so that it stands last; a map in the order of access would be turned by queries too.
        long[] touches = leads.remove(lead);
        if (touches == null && leads.size() == mostLeads) {
            removeEldest();
            forgotten.run();
        }
        leads.put(lead, PackedTouches.with(touch, touches == null ? PackedTouches.NONE : touches, mostTouches));
    }

    private Map.Entry<LeadHash, long[]> removeEldest() {
        Iterator<Map.Entry<LeadHash, long[]>> eldestFirst = leads.entrySet().iterator();
        Map.Entry<LeadHash, long[]> eldest = eldestFirst.next();
        eldestFirst.remove();
        return eldest;
    }

    @Override
    public void flush() {
        // Nothing waits here.
    }

    @Override
    public synchronized List<List<Touch>> touches(List<TouchQuery> queries) {
        List<List<Touch>> answers = new ArrayList<>(queries.size());
        for (TouchQuery query : queries) {
            long[] touches = leads.getOrDefault(query.lead(), PackedTouches.NONE);
            answers.add(unpack(touches, query.from(), query.to()));
        }
        return answers;
    }

    private List<Touch> unpack(long[] packed, long from, long to) {
        List<Touch> touches = new ArrayList<>();
        for (long touch : packed) {
            long time = PackedTouches.time(touch);
            if (time >= from && time <= to) {
                touches.add(new Touch(features.name(PackedTouches.feature(touch)), time));
            }
        }
        return touches;
    }

    /**
     * Hands out leads with all their touches in the order of time, and forgets them: the least recently touched first.
     *
     * @param mostLeads how many leads at most
     * @param to called without any lock; what it throws ends the draining, and the lead that it was given is forgotten
     */
    public void drain(int mostLeads, BiConsumer<LeadHash, List<Touch>> to) {
        for (int drained = 0; drained < mostLeads; drained++) {
            LeadHash lead;
            List<Touch> touches;
            synchronized (this) {
                if (leads.isEmpty()) {
                    return;
                }
                Map.Entry<LeadHash, long[]> eldest = removeEldest();
                lead = eldest.getKey();
                touches = unpack(eldest.getValue(), Long.MIN_VALUE, Long.MAX_VALUE);
            }
            to.accept(lead, touches);
        }
    }

    /** How many leads have touches. */
    public synchronized int leads() {
        return leads.size();
    }

    /** Whether no lead has touches. */
    public boolean isEmpty() {
        return leads() == 0;
    }

    @Override
    public void close() {
        // Nothing to let go of.
    }
}

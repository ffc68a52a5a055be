package io.phase3.agent.attribution.touches;

import io.phase3.agent.attribution.model.Touch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Touches in this JVM's memory: a bounded number of leads, the least recently touched forgotten first. */
public final class MemoryTouches implements TouchStore {
    private final Map<LeadHash, Set<Touch>> leads = new LinkedHashMap<>();

    /**
     * An empty store.
     *
     * @param mostLeads how many leads have touches
     * @param mostTouches how many touches a lead has: its first one and the latest others
     */
    public MemoryTouches(int mostLeads, int mostTouches) {}

    @Override
    public void add(LeadHash lead, String feature, long time) {
        leads.computeIfAbsent(lead, key -> new LinkedHashSet<>()).add(new Touch(feature, time));
    }

    @Override
    public void flush() {
        // Nothing waits here.
    }

    @Override
    public List<List<Touch>> touches(List<TouchQuery> queries) {
        List<List<Touch>> answers = new ArrayList<>();
        for (TouchQuery query : queries) {
            Set<Touch> all = leads.getOrDefault(query.lead(), new LinkedHashSet<>());
            answers.add(all.stream()
                    .filter(touch -> touch.time() >= query.from() && touch.time() <= query.to())
                    .sorted(Comparator.comparingLong(Touch::time))
                    .collect(Collectors.toList()));
        }
        return answers;
    }

    /** Hands out leads with all their touches, and forgets them. */
    public void drain(int mostLeads, BiConsumer<LeadHash, List<Touch>> to) {
        for (LeadHash lead : leads.keySet().stream().limit(mostLeads).collect(Collectors.toList())) {
            to.accept(lead, new ArrayList<>(leads.remove(lead)));
        }
    }

    /** How many leads have touches. */
    public int leads() {
        return leads.size();
    }

    @Override
    public void close() {
        // Nothing to let go of.
    }
}

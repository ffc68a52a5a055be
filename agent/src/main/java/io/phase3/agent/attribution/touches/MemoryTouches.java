package io.phase3.agent.attribution.touches;

import io.phase3.agent.attribution.model.Touch;
import java.util.List;

/** Touches in this JVM's memory: a bounded number of leads, the least recently touched forgotten first. */
@SuppressWarnings("DoNotCallSuggester")
public final class MemoryTouches implements TouchStore {

    /**
     * An empty store.
     *
     * @param mostLeads how many leads have touches
     * @param mostTouches how many touches a lead has: its first one and the latest others
     */
    public MemoryTouches(int mostLeads, int mostTouches) {}

    @Override
    public void add(LeadHash lead, String feature, long time) {
        throw new UnsupportedOperationException("to be built");
    }

    @Override
    public void flush() {
        // Nothing waits here.
    }

    @Override
    public List<List<Touch>> touches(List<TouchQuery> queries) {
        throw new UnsupportedOperationException("to be built");
    }

    @Override
    public void close() {
        // Nothing to let go of.
    }
}

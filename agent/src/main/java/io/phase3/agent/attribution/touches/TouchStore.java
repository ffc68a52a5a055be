package io.phase3.agent.attribution.touches;

import io.phase3.agent.attribution.model.Touch;
import java.util.List;

/** Remembers which features touched which leads. Used by one thread, unless an implementation promises more. */
public interface TouchStore extends AutoCloseable {
    /**
     * Remembers a touch, now or with the next {@link #flush}. Never throws. The same touch twice is one.
     *
     * @param time milliseconds since the epoch
     */
    void add(LeadHash lead, String feature, long time);

    /** Sends what waits. Never throws; may take as long as the store's time-outs. */
    void flush();

    /**
     * The touches that each query asks for, in the order of the queries, each list in the order of time.
     *
     * @throws StoreUnavailableException if nobody can tell right now
     */
    List<List<Touch>> touches(List<TouchQuery> queries) throws StoreUnavailableException;

    /** Lets go of connections. */
    @Override
    void close();
}

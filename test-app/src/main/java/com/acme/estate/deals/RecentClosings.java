package com.acme.estate.deals;

import java.util.LinkedHashMap;
import java.util.Map;

/** The latest signed closings by deal, for those who ask again because the answer was lost. Safe for many threads. */
final class RecentClosings {
    private static final int MOST = 10_000;

    private final Map<Deal, Closing> closings = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Deal, Closing> eldest) {
            return size() > MOST;
        }
    };

    /** Remembers the closing, unless its deal has one already: then that one is returned, otherwise null. */
    synchronized Closing putIfAbsent(Closing closing) {
        return closings.putIfAbsent(closing.deal(), closing);
    }
}

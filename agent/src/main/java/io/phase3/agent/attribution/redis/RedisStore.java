package io.phase3.agent.attribution.redis;

import io.phase3.agent.attribution.claims.Claim;
import io.phase3.agent.attribution.claims.Claims;
import io.phase3.agent.attribution.model.Touch;
import io.phase3.agent.attribution.touches.LeadHash;
import io.phase3.agent.attribution.touches.MemoryTouches;
import io.phase3.agent.attribution.touches.StoreUnavailableException;
import io.phase3.agent.attribution.touches.TouchQuery;
import io.phase3.agent.attribution.touches.TouchStore;
import io.phase3.agent.config.Attribution;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Touches and claims in a Redis that several JVMs share; while it is away, touches wait in memory. */
@SuppressWarnings("DoNotCallSuggester")
public final class RedisStore implements TouchStore, Claims {

    /**
     * A store that has not connected yet.
     *
     * @param mostTouches how many touches a lead has: its first one and the latest others
     * @param lookback how long touches are kept
     * @param claimsLast how long a confirmed claim is kept
     * @param meanwhile where touches wait while Redis is away
     * @param problems told when Redis goes away, with the reason and what would help, and when it is back
     */
    public RedisStore(
            Attribution.Redis settings,
            int mostTouches,
            Duration lookback,
            Duration claimsLast,
            MemoryTouches meanwhile,
            Clock clock,
            Consumer<String> problems) {}

    @Override
    public void add(LeadHash lead, String feature, long time) {
        throw new UnsupportedOperationException("to be built");
    }

    @Override
    public void flush() {
        throw new UnsupportedOperationException("to be built");
    }

    @Override
    public List<List<Touch>> touches(List<TouchQuery> queries) throws StoreUnavailableException {
        throw new UnsupportedOperationException("to be built");
    }

    @Override
    public List<Claim> claim(List<Claim> claims) throws StoreUnavailableException {
        throw new UnsupportedOperationException("to be built");
    }

    @Override
    public void confirm(List<Claim> claims) {
        throw new UnsupportedOperationException("to be built");
    }

    @Override
    public Optional<Claim> conversion(String id) throws StoreUnavailableException {
        throw new UnsupportedOperationException("to be built");
    }

    @Override
    public void close() {}
}

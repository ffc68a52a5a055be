package io.phase3.agent.attribution;

import io.phase3.agent.attribution.claims.Claim;
import io.phase3.agent.attribution.claims.Claims;
import io.phase3.agent.attribution.model.Touch;
import io.phase3.agent.attribution.touches.LeadHash;
import io.phase3.agent.attribution.touches.MemoryTouches;
import io.phase3.agent.attribution.touches.StoreUnavailableException;
import io.phase3.agent.attribution.touches.TouchQuery;
import io.phase3.agent.attribution.touches.TouchStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What several bookkeepers share, as a Redis does, but under the test's control: it goes away when it is told to. */
final class SharedStore implements TouchStore, Claims {
    private final MemoryTouches touches = new MemoryTouches(1000, 200);
    private final Map<String, Claim> claims = new HashMap<>();
    private boolean away;

    /** From now on nobody reaches it. */
    void leave() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    private void requirePresence() throws StoreUnavailableException {
        if (away) {
            throw new StoreUnavailableException("away");
        }
    }

    @Override
    public void add(LeadHash lead, String feature, long time) {
        touches.add(lead, feature, time);
    }

    @Override
    public void flush() {
        // Nothing waits here.
    }

    @Override
    public List<List<Touch>> touches(List<TouchQuery> queries) throws StoreUnavailableException {
        requirePresence();
        return touches.touches(queries);
    }

    @Override
    public List<Claim> claim(List<Claim> wanted) throws StoreUnavailableException {
        requirePresence();
        List<Claim> standing = new ArrayList<>();
        for (Claim claim : wanted) {
            claims.putIfAbsent(claim.isReversal() + claim.id(), claim);
            standing.add(claims.get(claim.isReversal() + claim.id()));
        }
        return standing;
    }

    @Override
    public void confirm(List<Claim> own) {
        for (Claim claim : own) {
            claims.put(claim.isReversal() + claim.id(), claim);
        }
    }

    @Override
    public Optional<Claim> conversion(String id) throws StoreUnavailableException {
        requirePresence();
        return Optional.ofNullable(claims.get(false + id));
    }

    @Override
    public void close() {
        // Others still use it.
    }
}

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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Touches and claims in a Redis that several JVMs share; while it is away, touches wait in memory.
 *
 * <p>Used by one thread. Whatever waits goes out before anything is asked, so that an answer knows all that came before.
 * Everything may be sent again without harm.
 */
public final class RedisStore implements TouchStore, Claims {
    private static final int MOST_BUFFERED = 10_000;
    private static final int MOST_LEADS_DRAINED = 1_000;

    private final MemoryTouches meanwhile;
    private final Diagnosis diagnosis;
    private final Breaker breaker;
    private final Commands commands;
    private final SharedTouches touches;
    private final SharedClaims claims;

    private Map<LeadHash, List<Touch>> buffer = new LinkedHashMap<>();
    private int buffered;
    private boolean met;
    private int leadsToDrain;
    private long waited;

    /**
     * A store that has not connected yet.
     *
     * @param mostTouches how many touches a lead has: its first one and the latest others
     * @param lookback how long touches are kept
     * @param claimsLast how long a confirmed claim is kept
     * @param meanwhile where touches wait while Redis is away
     * @param problems told when Redis goes away, with the reason and what would help
     * @param notices told when it is back
     */
    public RedisStore(
            Attribution.Redis settings,
            int mostTouches,
            Duration lookback,
            Duration claimsLast,
            MemoryTouches meanwhile,
            Clock clock,
            Consumer<String> problems,
            Consumer<String> notices) {
        String name = "Redis at " + Address.shown(settings.uri());
        String prefix = settings.keyPrefix();
        this.diagnosis = new Diagnosis(settings);
        Neighbours neighbours = new Neighbours(name, problems);
        this.meanwhile = meanwhile;
        this.breaker =
                new Breaker(name, "touches wait in memory and conversions in the journal", clock, problems, notices);
        this.commands = new Commands(Nodes.of(settings, diagnosis), diagnosis, prefix + ":probe");
        this.touches = new SharedTouches(commands, neighbours, prefix + ":touches:", mostTouches, lookback, clock);
        this.claims = new SharedClaims(commands, neighbours, problems, prefix, claimsLast);
    }

    @Override
    public void add(LeadHash lead, String feature, long time) {
        if (breaker.isOpen()) {
            meanwhile.add(lead, feature, time);
            waited++;
            return;
        }
        buffer.computeIfAbsent(lead, key -> new ArrayList<>()).add(new Touch(feature, time));
        buffered++;
        if (buffered >= MOST_BUFFERED) {
            flush();
        }
    }

    @Override
    public void flush() {
        try {
            ask(() -> null);
        } catch (StoreUnavailableException e) {
            // It has been told; what was to be sent is kept.
        }
    }

    @Override
    public List<List<Touch>> touches(List<TouchQuery> queries) throws StoreUnavailableException {
        List<List<Touch>> shared = ask(() -> {
            if (leadsToDrain > 0) {
                throw new StoreUnavailableException("touches that waited in memory are still on their way to Redis");
            }
            return touches.find(queries);
        });
        return meanwhile.leads() == 0 ? shared : merged(shared, meanwhile.touches(queries));
    }

    /** Leads whose keys hold somebody else's values have touches in memory only. */
    private static List<List<Touch>> merged(List<List<Touch>> shared, List<List<Touch>> own) {
        List<List<Touch>> merged = new ArrayList<>(shared.size());
        for (int i = 0; i < shared.size(); i++) {
            Set<Touch> all = new LinkedHashSet<>(shared.get(i));
            all.addAll(own.get(i));
            List<Touch> ordered = new ArrayList<>(all);
            ordered.sort(Comparator.comparingLong(Touch::time));
            merged.add(ordered);
        }
        return merged;
    }

    @Override
    public List<Claim> claim(List<Claim> wanted) throws StoreUnavailableException {
        return ask(() -> claims.claim(wanted));
    }

    @Override
    public void confirm(List<Claim> made) {
        claims.toConfirm(made);
        flush();
    }

    @Override
    public Optional<Claim> conversion(String id) throws StoreUnavailableException {
        return ask(() -> claims.conversion(id));
    }

    private interface Question<T> {
        T answer() throws Trouble, StoreUnavailableException;
    }

    private <T> T ask(Question<T> question) throws StoreUnavailableException {
        if (!breaker.mayTry()) {
            throw new StoreUnavailableException(breaker.reason());
        }
        try {
            sendWhatWaits();
            return question.answer();
        } catch (Trouble e) {
            throw lost(e);
        } catch (RuntimeException e) {
            throw lost(diagnosis.of(e));
        }
    }

    private StoreUnavailableException lost(Trouble trouble) {
        commands.close();
        breaker.failed(trouble);
        met = false;
        leadsToDrain = 0;
        waited += buffered;
        takeBuffer().forEach(this::keep);
        return new StoreUnavailableException(breaker.reason(), trouble);
    }

    private void sendWhatWaits() throws Trouble {
        if (!met) {
            commands.probe();
            met = true;
            leadsToDrain = meanwhile.leads();
        }
        claims.confirm();
        drain();
        add(buffer);
        takeBuffer();
        breaker.succeeded(waited + " touches waited in memory");
        waited = 0;
    }

    private void drain() throws Trouble {
        int most = Math.min(leadsToDrain, MOST_LEADS_DRAINED);
        if (most > 0) {
            Map<LeadHash, List<Touch>> drained = new LinkedHashMap<>();
            meanwhile.drain(most, drained::put);
            leadsToDrain -= most;
            try {
                add(drained);
            } catch (Trouble | RuntimeException e) {
                drained.forEach(this::keep);
                throw e;
            }
        }
    }

    private Map<LeadHash, List<Touch>> takeBuffer() {
        Map<LeadHash, List<Touch>> taken = buffer;
        buffer = new LinkedHashMap<>();
        buffered = 0;
        return taken;
    }

    private void add(Map<LeadHash, List<Touch>> batch) throws Trouble {
        if (!batch.isEmpty()) {
            touches.add(batch).forEach(lead -> keep(lead, batch.get(lead)));
        }
    }

    private void keep(LeadHash lead, List<Touch> some) {
        some.forEach(touch -> meanwhile.add(lead, touch.feature(), touch.time()));
    }

    @Override
    public void close() {
        commands.close();
    }
}

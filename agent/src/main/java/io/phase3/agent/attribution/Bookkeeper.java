package io.phase3.agent.attribution;

import io.phase3.agent.attribution.claims.Claims;
import io.phase3.agent.attribution.claims.LocalClaims;
import io.phase3.agent.attribution.journal.Entry;
import io.phase3.agent.attribution.journal.Journal;
import io.phase3.agent.attribution.model.AttributionModel;
import io.phase3.agent.attribution.model.Split;
import io.phase3.agent.attribution.redis.RedisStore;
import io.phase3.agent.attribution.touches.LeadHasher;
import io.phase3.agent.attribution.touches.MemoryTouches;
import io.phase3.agent.attribution.touches.StoreUnavailableException;
import io.phase3.agent.attribution.touches.TouchStore;
import io.phase3.agent.config.AgentConfig;
import io.phase3.agent.config.Attribution;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Works off what was reported: touches go to their store, conversions, once checked, to be settled. Used by one thread. */
final class Bookkeeper {
    /** As long as the value of a label may be. */
    private static final int LONGEST_TEXT = 256;

    private static final String UNKNOWN_TYPE = "unknown";
    private static final int RANDOM_KEY_BYTES = 32;

    private final LeadHasher hasher;
    private final TouchStore touches;
    private final boolean shared;
    private final Attributions attributions;
    private final Amounts amounts;
    private final Settlement settlement;
    private final AttributionListener listener;

    /**
     * A bookkeeper.
     *
     * @param shared whether other JVMs know touches and conversions, too
     */
    Bookkeeper(
            LeadHasher hasher,
            TouchStore touches,
            boolean shared,
            Attributions attributions,
            Amounts amounts,
            Settlement settlement,
            AttributionListener listener) {
        this.hasher = hasher;
        this.touches = touches;
        this.shared = shared;
        this.attributions = attributions;
        this.amounts = amounts;
        this.settlement = settlement;
        this.listener = listener;
    }

    static Bookkeeper of(AgentConfig config, Journal journal, Clock clock, AttributionListener listener) {
        Attribution settings = config.attribution();
        AgentConfig.Bounds bounds = config.bounds();
        MemoryTouches memory =
                new MemoryTouches(bounds.leads(), bounds.touchesPerLead(), () -> listener.dropped("leads"));
        TouchStore touches = memory;
        Claims claims = new LocalClaims();
        boolean shared = settings.touchStore() == Attribution.TouchStore.REDIS;
        if (shared) {
            RedisStore redis = new RedisStore(
                    settings.redis(),
                    bounds.touchesPerLead(),
                    settings.lookback(),
                    settings.journal().retention(),
                    memory,
                    clock,
                    listener::problem,
                    listener::notice);
            touches = redis;
            claims = redis;
        }
        Attributions attributions = new Attributions(
                AttributionModel.of(settings), settings.model().keyword(), settings.lookback(), touches);
        return new Bookkeeper(
                new LeadHasher(leadKey(settings, listener)),
                touches,
                shared,
                attributions,
                new Amounts(settings.exchangeRates(), bounds.amount()),
                new Settlement(
                        attributions,
                        claims,
                        journal,
                        settings.journal(),
                        bounds.waitingConversions(),
                        Bookkeeper::monotonicMillis,
                        listener),
                listener);
    }

    private static long monotonicMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private static byte[] leadKey(Attribution settings, AttributionListener listener) {
        if (settings.leadKey().isPresent()) {
            return settings.leadKey().get().getBytes(StandardCharsets.UTF_8);
        }
        if (settings.touchStore() == Attribution.TouchStore.REDIS) {
            listener.problem(
                    "lead ids are hashed without a secret, so that whoever reads Redis can guess them; give all"
                            + " JVMs the same PHASE3_ATTRIBUTION_LEAD_KEY, at least 16 characters");
            return settings.redis().keyPrefix().getBytes(StandardCharsets.UTF_8);
        }
        byte[] key = new byte[RANDOM_KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }

    void touch(String origin, String lead, String feature, long time) {
        if (isAbsent(feature)) {
            listener.rejected(Rejection.NO_FEATURE, origin);
        } else if (isAbsent(lead)) {
            listener.rejected(Rejection.NO_LEAD, origin);
        } else {
            touches.add(hasher.hash(lead), feature, time);
            listener.touched(feature);
        }
    }

    void expectConversions() {
        settlement.open();
    }

    void conversion(String origin, String type, String id, String lead, BigDecimal amount, String currency, long time) {
        if (amount != null && amount.signum() < 0) {
            refund(origin, id, amount.negate(), currency, time);
            return;
        }
        try {
            Entry.Builder entry = Entry.of(Entry.Kind.CONVERSION, checkedId(id))
                    .time(time)
                    .type(type.length() > LONGEST_TEXT ? UNKNOWN_TYPE : type)
                    .amount(amounts.cents(amount, currency))
                    .foreignAmount(amounts.foreign(amount, currency));
            if (isAbsent(lead)) {
                listener.rejected(Rejection.CONVERSION_WITHOUT_LEAD, origin);
            } else {
                entry.lead(hasher.hash(lead).toString());
            }
            settlement.add(entry.build(), origin, shared ? UnaryOperator.identity() : this::attributed);
        } catch (RejectedException e) {
            listener.rejected(e.reason(), origin);
        }
    }

    /**
     * What stands in this memory is looked up at once: a touch that comes after the conversion does not count. A shared
     * store is asked later, for many at a time.
     */
    private Entry attributed(Entry conversion) {
        try {
            return attributions.attribute(Collections.singletonList(conversion)).get(0);
        } catch (StoreUnavailableException later) {
            return conversion;
        }
    }

    void refund(String origin, String id, BigDecimal amount, String currency, long time) {
        try {
            if (amount != null && amount.signum() < 0) {
                throw new RejectedException(Rejection.NEGATIVE_REFUND);
            }
            long cents = amounts.cents(amount, currency);
            if (cents == 0) {
                throw new RejectedException(Rejection.NO_AMOUNT);
            }
            Entry entry = Entry.of(Entry.Kind.REVERSAL, checkedId(id))
                    .time(time)
                    .amount(cents)
                    .foreignAmount(amounts.foreign(amount, currency))
                    .build();
            settlement.add(entry, origin);
        } catch (RejectedException e) {
            listener.rejected(e.reason(), origin);
        }
    }

    void revenue(String origin, String feature, BigDecimal amount, long time) {
        try {
            if (isAbsent(feature)) {
                throw new RejectedException(Rejection.NO_FEATURE);
            }
            long cents = amounts.cents(amount, null);
            // Nobody gave it an id, so one is made up: the journal needs one, and nothing can be counted twice by it.
            Entry entry = Entry.of(
                            cents < 0 ? Entry.Kind.REVERSAL : Entry.Kind.REVENUE,
                            UUID.randomUUID().toString())
                    .time(time)
                    .amount(Math.abs(cents))
                    .split(Split.whole(feature, Math.abs(cents)))
                    .build();
            settlement.add(entry, origin);
        } catch (RejectedException e) {
            listener.rejected(e.reason(), origin);
        }
    }

    /** Sends touches on their way, and settles conversions if it is time to. */
    void settle() {
        touches.flush();
        settlement.settleIfDue();
    }

    void close() {
        touches.flush();
        settlement.close();
        touches.close();
    }

    private static String checkedId(String id) throws RejectedException {
        if (isAbsent(id)) {
            throw new RejectedException(Rejection.NO_ID);
        }
        if (id.length() > LONGEST_TEXT) {
            throw new RejectedException(Rejection.ID_TOO_LONG);
        }
        return id;
    }

    private static boolean isAbsent(String text) {
        return text == null || text.trim().isEmpty();
    }
}

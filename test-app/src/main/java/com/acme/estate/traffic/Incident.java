package com.acme.estate.traffic;

import com.acme.estate.Estate;
import com.acme.estate.events.Topic;
import com.acme.estate.vendor.Conditions;
import com.acme.estate.vendor.Disturbance;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** What can go wrong: a name with a begin and an end. */
enum Incident {
    SLOW_VISION(conditions -> conditions.slowedBy(4)),
    CRAWLING_CLAUDE(conditions -> conditions.slowedBy(10)),
    RATE_LIMITING(conditions -> conditions.rateLimiting(0.7)),
    BROKEN_CLAUDE(conditions -> conditions.broken(1)),
    WORDY_CLAUDE(conditions -> conditions.wordy(40)),
    FORGETFUL_CLAUDE(Conditions::forgetful),
    RENAMED_MODELS(Conditions::renamedModels),

    SLOW_DATABASE(Disturbance.slow(160), "postgres"),
    FAILING_DATABASE(Disturbance.failing(0.5), "postgres"),
    SLOW_REDIS(Disturbance.slow(800), "redis"),
    SLOW_CENSUS(Disturbance.slow(15), "census"),
    FAILING_CENSUS(Disturbance.failing(0.5), "census"),
    SLOW_CHANNELS(Disturbance.slow(250), "smtp", "carrier", "gateway", "inbox"),
    FAILING_CHANNELS(Disturbance.failing(1), "smtp", "carrier", "gateway", "inbox"),
    FAILING_CHAT(Disturbance.failing(1), "chat"),

    STOPPED_CONSUMER(
            (estate, traffic) -> estate.bus().pause(Topic.LEAD_INTELLIGENCE),
            (estate, traffic) -> estate.bus().resume(Topic.LEAD_INTELLIGENCE)),
    LATE_EVENTS(
            (estate, traffic) -> estate.bus().delay(Topic.PERFORMANCE, Duration.ofDays(2)),
            (estate, traffic) -> estate.bus().delay(Topic.PERFORMANCE, Duration.ZERO)),
    FULL_SERVER(
            (estate, traffic) -> estate.leadServer().full(true),
            (estate, traffic) -> estate.leadServer().full(false)),
    COLD_CACHE(
            (estate, traffic) -> estate.propertyCache().chill(true),
            (estate, traffic) -> estate.propertyCache().chill(false)),

    NO_MESSAGES(Activity.LEAD_MESSAGE),
    NO_PHOTOS(Activity.PHOTO, Activity.TOUR),
    NO_CHURN_REVIEWS(Activity.CHURN_REVIEW),
    NO_CONVERSATIONS(Activity.CONVERSATION, Activity.CALL_REVIEW),
    NO_SALES(Activity.SALE, Activity.LEASE, Activity.RESCISSION);

    /** Those of which chance chooses. */
    static final List<Incident> EVERYDAY = List.of(SLOW_VISION, RATE_LIMITING, STOPPED_CONSUMER);

    @SuppressWarnings("ImmutableEnumChecker") // None of them has a state.
    private final BiConsumer<Estate, TrafficGenerator> begin;

    @SuppressWarnings("ImmutableEnumChecker") // None of them has a state.
    private final BiConsumer<Estate, TrafficGenerator> end;

    Incident(BiConsumer<Estate, TrafficGenerator> begin, BiConsumer<Estate, TrafficGenerator> end) {
        this.begin = begin;
        this.end = end;
    }

    /** A change for the worse at Claude, which recovers from everything at once. */
    Incident(UnaryOperator<Conditions> change) {
        this(
                (estate, traffic) -> estate.messagesApi().change(change),
                (estate, traffic) -> estate.messagesApi().recover());
    }

    /** Somebody else's trouble. */
    Incident(Disturbance disturbance, String... remoteSystems) {
        this(
                (estate, traffic) -> estate.remotes().disturb(disturbance, remoteSystems),
                (estate, traffic) -> estate.remotes().disturb(Disturbance.NONE, remoteSystems));
    }

    /** Nobody does these things any more. */
    Incident(Activity... missing) {
        this(
                (estate, traffic) -> traffic.leaveOut(Set.of(missing)),
                (estate, traffic) -> traffic.takeUp(Set.of(missing)));
    }

    void begin(Estate estate, TrafficGenerator traffic) {
        begin.accept(estate, traffic);
    }

    void end(Estate estate, TrafficGenerator traffic) {
        end.accept(estate, traffic);
    }
}

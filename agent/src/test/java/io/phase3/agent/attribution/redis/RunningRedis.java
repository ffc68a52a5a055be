package io.phase3.agent.attribution.redis;

import io.phase3.agent.attribution.claims.Claim;
import io.phase3.agent.attribution.model.Split;
import io.phase3.agent.attribution.model.Touch;
import io.phase3.agent.attribution.touches.LeadHash;
import io.phase3.agent.attribution.touches.MemoryTouches;
import io.phase3.agent.attribution.touches.TouchQuery;
import io.phase3.agent.config.Attribution;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real Redis with the stores that use it; at a time that stands still until it is moved. */
final class RunningRedis extends RealRedis {
    static final Duration LOOKBACK = Duration.ofDays(90);
    static final Duration CLAIMS_LAST = Duration.ofDays(400);
    static final int MOST_TOUCHES = 5;
    static final LeadHash LEAD = new LeadHash(0x0123456789abcdefL, 42);

    final List<String> problems = Collections.synchronizedList(new ArrayList<>());
    final MemoryTouches meanwhile = new MemoryTouches(100_000, MOST_TOUCHES);
    final MovedClock clock = new MovedClock();
    private final List<RedisStore> stores = new ArrayList<>();

    RunningRedis(String... configuration) throws IOException {
        super(configuration);
    }

    long now() {
        return clock.millis();
    }

    RedisStore store() {
        return store(settings());
    }

    RedisStore store(Attribution.Redis settings) {
        return store(settings, meanwhile);
    }

    RedisStore store(Attribution.Redis settings, MemoryTouches ownMeanwhile) {
        RedisStore store = new RedisStore(
                settings, MOST_TOUCHES, LOOKBACK, CLAIMS_LAST, ownMeanwhile, clock, problems::add, problems::add);
        stores.add(store);
        return store;
    }

    Attribution.Redis settings() {
        return settings("redis://127.0.0.1:" + port + "/0", null);
    }

    static Attribution.Redis settings(String uri, String password) {
        return settings(uri, null, password, Duration.ofSeconds(5));
    }

    static Attribution.Redis settings(String uri, String user, String password, Duration timeout) {
        return new Attribution.Redis(
                uri, Optional.ofNullable(user), Optional.ofNullable(password), false, "phase3", timeout);
    }

    static TouchQuery all(LeadHash lead) {
        return new TouchQuery(lead, 0, Long.MAX_VALUE);
    }

    static List<TouchQuery> allOf(LeadHash lead) {
        return Collections.singletonList(all(lead));
    }

    static List<Touch> touches(RedisStore store, LeadHash lead) throws Exception {
        return store.touches(allOf(lead)).get(0);
    }

    static Claim claim(String id, String owner) {
        return new Claim(false, id, owner, Split.of(Map.of("realtime_intelligence", 400L, "churn_prevention", 200L)));
    }

    @Override
    public void close() throws IOException {
        stores.forEach(RedisStore::close);
        super.close();
    }

    static final class MovedClock extends Clock {
        private volatile Instant now = Instant.parse("2026-11-23T12:00:00Z");

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}

package io.phase3.monitor.redis;

import io.phase3.monitor.exposition.Measurement;
import io.phase3.monitor.exposition.MetricFamily;
import io.phase3.monitor.sources.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import redis.clients.jedis.UnifiedJedis;

/** Whether the Redis that agents share is well: whether it answers, how many leads it knows, how far its stream has been read. */
public final class RedisHealth implements Source {
    private static final MetricFamily UP = gauge("phase3_redis_up", "Whether Redis answers: 1 or 0.");
    private static final MetricFamily TOUCHED_LEADS = gauge(
            "phase3_redis_touched_leads",
            "About how many leads have touches in Redis: the share of a sample of its keys. Not of a cluster.");
    private static final MetricFamily LENGTH =
            gauge("phase3_ledger_stream_length", "Entries in the stream of journals.");
    private static final MetricFamily LAG = gauge(
            "phase3_ledger_stream_lag", "Entries in the stream of journals that the ledger has not been given yet.");
    private static final MetricFamily PENDING = gauge(
            "phase3_ledger_stream_pending",
            "Entries in the stream of journals that the ledger has been given and has not confirmed yet.");

    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final Duration KEEP = Duration.ofMinutes(1);

    private final RedisConnection redis;
    private final Consumer<String> log;
    private final Optional<TouchedLeads> touchedLeads;
    private final Optional<StreamProgress> stream;
    private volatile String status;
    private String trouble = "";

    /**
     * The health of this Redis.
     *
     * @param stream the stream that the ledger reads; empty if it reads none
     * @param log gets a line when Redis goes, and one when it is back
     */
    public RedisHealth(
            RedisConnection redis, RedisSettings settings, Optional<StreamProgress> stream, Consumer<String> log) {
        this.redis = redis;
        this.log = log;
        this.touchedLeads = settings.cluster() ? Optional.empty() : Optional.of(new TouchedLeads(settings.keyPrefix()));
        this.stream = stream;
        this.status = redis.shown() + " has not been asked yet";
    }

    /** What there is to say about Redis, in a line for people. */
    public String status() {
        return status;
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public Duration keep() {
        return KEEP;
    }

    /** A Redis that is away is a value too: never a failure of this source. */
    @Override
    public List<Measurement> read() {
        List<Measurement> values = new ArrayList<>();
        StringBuilder line = new StringBuilder(redis.shown() + " answers");
        try {
            redis.ask(UnifiedJedis::ping);
        } catch (RedisException e) {
            told(e.getMessage());
            return List.of(Measurement.of(UP, 0));
        }
        try {
            addTouchedLeads(values, line);
            addStream(values, line);
            told("");
            status = line.toString();
        } catch (RedisException e) {
            told(e.getMessage());
            if (!e.isAnswer()) {
                return List.of(Measurement.of(UP, 0));
            }
        }
        values.add(Measurement.of(UP, 1));
        return values;
    }

    private void addTouchedLeads(List<Measurement> values, StringBuilder line) throws RedisException {
        if (touchedLeads.isPresent()) {
            OptionalLong leads = redis.ask(touchedLeads.get()::estimate);
            leads.ifPresent(count -> {
                values.add(Measurement.of(TOUCHED_LEADS, (double) count));
                line.append("; about ").append(count).append(" touched leads");
            });
        }
    }

    private void addStream(List<Measurement> values, StringBuilder line) throws RedisException {
        if (stream.isPresent()) {
            StreamProgress.State state = redis.ask(stream.get()::ask);
            values.add(Measurement.of(LENGTH, (double) state.length()));
            values.add(Measurement.of(LAG, (double) state.lag()));
            values.add(Measurement.of(PENDING, (double) state.pending()));
            line.append("; stream ").append(state);
        }
    }

    /** Once for each trouble, not once for each time that it is met. */
    private void told(String message) {
        if (!message.isEmpty()) {
            status = message;
        }
        if (!message.equals(trouble)) {
            log.accept(
                    message.isEmpty()
                            ? redis.shown() + " is back"
                            : message + "; trying again every " + INTERVAL.toSeconds() + " s");
            trouble = message;
        }
    }

    private static MetricFamily gauge(String name, String help) {
        return new MetricFamily(name, MetricFamily.Type.GAUGE, help, List.of());
    }
}

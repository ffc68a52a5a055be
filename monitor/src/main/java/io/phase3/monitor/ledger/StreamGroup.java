package io.phase3.monitor.ledger;

import io.phase3.monitor.redis.RedisConnection;
import io.phase3.monitor.redis.RedisException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAutoClaimParams;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.resps.StreamEntry;

/** One consumer's place in a stream: what it asks of Redis, command by command. */
final class StreamGroup {
    private static final StreamEntryID START = new StreamEntryID(0, 0);

    private final RedisConnection redis;
    private final LedgerSettings.Stream stream;
    private final int count;

    /** @param count how many entries an answer has at most */
    StreamGroup(RedisConnection redis, LedgerSettings.Stream stream, int count) {
        this.redis = redis;
        this.stream = stream;
        this.count = count;
    }

    /**
     * Some entries.
     *
     * @param next where to go on
     */
    record Claimed(List<StreamEntry> entries, StreamEntryID next) {
        boolean isLast() {
            return next.equals(START);
        }
    }

    /** Makes the group, which begins with the oldest entry, and the stream, unless they are there. */
    void create() throws RedisException {
        try {
            redis.ask(jedis -> jedis.xgroupCreate(stream.key(), stream.group(), START, true));
        } catch (RedisException e) {
            if (!e.code().equals("BUSYGROUP")) {
                throw e;
            }
        }
    }

    /** Entries that nobody has been given yet. */
    List<StreamEntry> unread() throws RedisException {
        return read(StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY);
    }

    /** Entries that this consumer was given, and has not confirmed. */
    List<StreamEntry> unconfirmed() throws RedisException {
        return read(START);
    }

    private List<StreamEntry> read(StreamEntryID after) throws RedisException {
        XReadGroupParams params = XReadGroupParams.xReadGroupParams().count(count);
        List<Map.Entry<String, List<StreamEntry>>> streams = redis.ask(
                jedis -> jedis.xreadGroup(stream.group(), stream.consumer(), params, Map.of(stream.key(), after)));
        return streams == null || streams.isEmpty() ? List.of() : streams.get(0).getValue();
    }

    /** Takes over what other consumers were given, and have not confirmed for so long. */
    Claimed claim(Duration idle, StreamEntryID from) throws RedisException {
        XAutoClaimParams params = XAutoClaimParams.xAutoClaimParams().count(count);
        Map.Entry<StreamEntryID, List<StreamEntry>> claimed = redis.ask(jedis ->
                jedis.xautoclaim(stream.key(), stream.group(), stream.consumer(), idle.toMillis(), from, params));
        // Before version 7, Redis gives nothing for an entry that was trimmed.
        List<StreamEntry> entries =
                claimed.getValue().stream().filter(Objects::nonNull).toList();
        return new Claimed(entries, claimed.getKey());
    }

    Claimed claim(Duration idle) throws RedisException {
        return claim(idle, START);
    }

    /** Says that these need not come again. */
    void confirm(List<StreamEntry> entries) throws RedisException {
        StreamEntryID[] ids = entries.stream().map(StreamEntry::getID).toArray(StreamEntryID[]::new);
        redis.ask(jedis -> jedis.xack(stream.key(), stream.group(), ids));
    }
}

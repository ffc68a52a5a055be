package io.phase3.monitor.redis;

import java.util.Optional;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.StreamGroupInfo;

/**
 * How far a consumer group has come in a stream. Immutable.
 *
 * @param key of the stream
 * @param group the consumer group; as long as it is not there, all entries are still to come
 */
public record StreamProgress(String key, String group) {
    /** How many entries are counted at most where Redis does not count them itself, which it does from version 7 on. */
    private static final int MOST_COUNTED = 1_000;

    private static final String NO_STREAM = "none";

    /**
     * Numbers of entries.
     *
     * @param lag not given to the group yet
     * @param pending given to the group, and not confirmed yet
     */
    record State(String key, long length, long lag, long pending) {
        @Override
        public String toString() {
            return key + ": " + length + " entries, " + lag + " still to be read, " + pending + " to be confirmed";
        }
    }

    State ask(UnifiedJedis redis) {
        // Other than XLEN, XINFO fails for a stream that is not there.
        if (redis.type(key).equals(NO_STREAM)) {
            return new State(key, 0, 0, 0);
        }
        long length = redis.xlen(key);
        Optional<StreamGroupInfo> found = redis.xinfoGroups(key).stream()
                .filter(info -> info.getName().equals(group))
                .findFirst();
        return found.map(info -> new State(key, length, lag(redis, info), info.getPending()))
                .orElseGet(() -> new State(key, length, length, 0));
    }

    /** As Redis says it; it does not before version 7, nor where entries in the midst of the stream were deleted. */
    private long lag(UnifiedJedis redis, StreamGroupInfo info) {
        if (info.getGroupInfo().get("lag") instanceof Long lag) {
            return lag;
        }
        StreamEntryID last = info.getLastDeliveredId();
        return redis.xrange(key, "(" + last, "+", MOST_COUNTED).size();
    }
}

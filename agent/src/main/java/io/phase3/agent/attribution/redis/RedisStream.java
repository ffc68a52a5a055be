package io.phase3.agent.attribution.redis;

import io.phase3.agent.config.Attribution;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;

/** Appends lines of the journal to a stream in Redis; what could not be appended may be sent again. Used by one thread. */
public final class RedisStream implements AutoCloseable {
    private final String key;
    private final int maxLength;
    private final Diagnosis diagnosis;
    private final Breaker breaker;
    private final Nodes nodes;

    /**
     * A stream that has not connected yet.
     *
     * @param maxLength how many entries Redis keeps at least
     * @param problems told when Redis goes away, with the reason and what would help
     * @param notices told when it is back
     */
    public RedisStream(
            Attribution.Redis settings,
            int maxLength,
            Clock clock,
            Consumer<String> problems,
            Consumer<String> notices) {
        this.key = settings.keyPrefix() + ":journal";
        this.maxLength = maxLength;
        this.diagnosis = new Diagnosis(settings);
        this.breaker = new Breaker(
                "Redis at " + Address.shown(settings.uri()),
                "the stream " + key + " goes on when it is back, from the journal's files",
                clock,
                problems,
                notices);
        this.nodes = Nodes.of(settings, diagnosis);
    }

    /** Whether to append now: not shortly after it has failed. */
    public boolean mayAppend() {
        return breaker.mayTry();
    }

    /**
     * Appends an entry for each line.
     *
     * @param journal whose lines they are
     * @param lines in UTF-8, without their ends
     * @return whether Redis has acknowledged all of them; if not, some of them may stand in the stream all the same
     */
    public boolean append(String journal, List<byte[]> lines) {
        try {
            send(journal, lines);
            breaker.succeeded("the stream " + key + " goes on");
            return true;
        } catch (Trouble e) {
            lost(e);
        } catch (RuntimeException e) {
            lost(diagnosis.of(e));
        }
        return false;
    }

    private void send(String journal, List<byte[]> lines) throws Trouble {
        List<CommandArguments> additions = new ArrayList<>(lines.size());
        for (byte[] line : lines) {
            additions.add(new CommandArguments(Protocol.Command.XADD)
                    .key(key)
                    .add("MAXLEN")
                    .add("~")
                    .add(maxLength)
                    .add("*")
                    .add("journal")
                    .add(journal)
                    .add("entry")
                    .add(line));
        }
        for (Object answer : nodes.send(additions)) {
            if (Diagnosis.isForeignType(answer)) {
                throw new Trouble("has another application's value under the key " + key
                        + ": remove it, or give Phase 3 an attribution.touches.redis.key-prefix of its own");
            }
            if (answer instanceof JedisDataException) {
                throw diagnosis.of((JedisDataException) answer);
            }
        }
    }

    private void lost(Trouble trouble) {
        nodes.close();
        breaker.failed(trouble);
    }

    /** Lets go of the connection. */
    @Override
    public void close() {
        nodes.close();
    }
}

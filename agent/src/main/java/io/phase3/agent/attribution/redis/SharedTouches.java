package io.phase3.agent.attribution.redis;

import io.phase3.agent.attribution.model.Touch;
import io.phase3.agent.attribution.touches.LeadHash;
import io.phase3.agent.attribution.touches.TouchQuery;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;

/** The touches of each lead as a sorted set in Redis: {@code <time>:<feature>} by time. */
final class SharedTouches {
    /** Lua passes at most some thousand arguments to a function. */
    private static final int MOST_AT_ONCE = 500;

    private final Commands commands;
    private final Neighbours neighbours;
    private final String keys;
    private final int mostTouches;
    private final Duration lookback;
    private final Clock clock;

    SharedTouches(
            Commands commands, Neighbours neighbours, String keys, int mostTouches, Duration lookback, Clock clock) {
        this.commands = commands;
        this.neighbours = neighbours;
        this.keys = keys;
        this.mostTouches = mostTouches;
        this.lookback = lookback;
        this.clock = clock;
    }

    /**
     * Adds touches; those that are there already stay as they are.
     *
     * @return the leads whose keys hold somebody else's values
     * @throws Trouble if it is not known which were added
     */
    Set<LeadHash> add(Map<LeadHash, List<Touch>> touches) throws Trouble {
        long oldest = clock.millis() - lookback.toMillis();
        List<LeadHash> leads = new ArrayList<>();
        List<Script.Call> calls = new ArrayList<>();
        for (Map.Entry<LeadHash, List<Touch>> entry : touches.entrySet()) {
            List<Touch> all = entry.getValue();
            for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
                leads.add(entry.getKey());
                calls.add(call(entry.getKey(), oldest, all.subList(from, Math.min(from + MOST_AT_ONCE, all.size()))));
            }
        }
        List<Object> answers = commands.run(Script.TOUCH, calls);
        Set<LeadHash> rejected = new HashSet<>();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) instanceof JedisDataException) {
                neighbours.met(keys);
                rejected.add(leads.get(i));
            }
        }
        return rejected;
    }

    private Script.Call call(LeadHash lead, long oldest, List<Touch> touches) {
        List<Object> arguments = new ArrayList<>(3 + 2 * touches.size());
        arguments.add(oldest);
        arguments.add(mostTouches);
        arguments.add(lookback.toMillis());
        for (Touch touch : touches) {
            arguments.add(touch.time());
            arguments.add(touch.time() + ":" + touch.feature());
        }
        return new Script.Call(key(lead), arguments.toArray());
    }

    /** The touches that each query asks for, in the order of time; none where a key holds somebody else's value. */
    List<List<Touch>> find(List<TouchQuery> queries) throws Trouble {
        List<CommandArguments> questions = new ArrayList<>(queries.size());
        for (TouchQuery query : queries) {
            questions.add(new CommandArguments(Protocol.Command.ZRANGEBYSCORE)
                    .key(key(query.lead()))
                    .add(query.from())
                    .add(query.to()));
        }
        List<List<Touch>> found = new ArrayList<>(queries.size());
        for (Object answer : commands.send(questions)) {
            found.add(read(answer));
        }
        return found;
    }

    private List<Touch> read(Object answer) {
        List<Touch> touches = new ArrayList<>();
        if (!(answer instanceof List)) {
            neighbours.met(keys);
            return touches;
        }
        for (Object member : (List<?>) answer) {
            Optional<Touch> touch = read(new String((byte[]) member, StandardCharsets.UTF_8));
            touch.ifPresent(touches::add);
            if (!touch.isPresent()) {
                neighbours.met(keys);
            }
        }
        return touches;
    }

    private static Optional<Touch> read(String member) {
        int colon = member.indexOf(':');
        try {
            return Optional.of(
                    new Touch(member.substring(colon + 1), Long.parseLong(member.substring(0, Math.max(0, colon)))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Braces, so that a cluster keeps all about a lead on one node. */
    private String key(LeadHash lead) {
        return keys + '{' + lead + '}';
    }
}

package io.phase3.agent.attribution.redis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

/**
 * The nodes of a Redis Cluster, one connection each.
 *
 * <p>Jedis' own cluster client asks several nodes on threads of its own, behind pools; here one thread asks one after
 * the other.
 */
final class ClusterNodes implements Nodes {
    private static final int ROUNDS = 3;

    private final Connector connector;
    private final Diagnosis diagnosis;
    private final Map<HostAndPort, Connection> connections = new HashMap<>();
    private SlotMap slots = SlotMap.UNKNOWN;

    ClusterNodes(Connector connector, Diagnosis diagnosis) {
        this.connector = connector;
        this.diagnosis = diagnosis;
    }

    @Override
    public List<Object> send(List<CommandArguments> commands) throws Trouble {
        Object[] answers = new Object[commands.size()];
        List<Integer> unanswered = new ArrayList<>();
        for (int i = 0; i < answers.length; i++) {
            unanswered.add(i);
        }
        Trouble last = new Trouble("is a cluster that moves its slots faster than one can follow");
        for (int round = 0; round < ROUNDS && !unanswered.isEmpty(); round++) {
            if (!slots.isKnown()) {
                slots = askForSlots();
            }
            List<Integer> again = new ArrayList<>();
            for (Map.Entry<HostAndPort, List<Integer>> part :
                    byNode(commands, unanswered).entrySet()) {
                try {
                    send(part.getKey(), commands, part.getValue(), answers, again);
                } catch (Trouble e) {
                    if (round > 0) {
                        throw e;
                    }
                    last = e;
                    again.addAll(part.getValue());
                }
            }
            unanswered = again;
            if (!unanswered.isEmpty()) {
                slots = slots.outdated();
            }
        }
        if (!unanswered.isEmpty()) {
            throw last;
        }
        return Arrays.asList(answers);
    }

    private Map<HostAndPort, List<Integer>> byNode(List<CommandArguments> commands, List<Integer> chosen)
            throws Trouble {
        Map<HostAndPort, List<Integer>> byNode = new LinkedHashMap<>();
        for (int i : chosen) {
            HostAndPort node = slots.node(commands.get(i));
            byNode.computeIfAbsent(node, key -> new ArrayList<>()).add(i);
        }
        return byNode;
    }

    private void send(
            HostAndPort node,
            List<CommandArguments> commands,
            List<Integer> chosen,
            Object[] answers,
            List<Integer> again)
            throws Trouble {
        List<CommandArguments> part = new ArrayList<>(chosen.size());
        for (int i : chosen) {
            part.add(commands.get(i));
        }
        List<Object> partAnswers = exchange(node, part);
        List<Integer> moved = new ArrayList<>();
        for (int i = 0; i < part.size(); i++) {
            Object answer = partAnswers.get(i);
            if (answer instanceof JedisMovedDataException) {
                moved.add(chosen.get(i));
            } else if (answer instanceof JedisAskDataException) {
                answers[chosen.get(i)] = ask(((JedisAskDataException) answer).getTargetNode(), part.get(i));
            } else {
                answers[chosen.get(i)] = answer;
            }
        }
        again.addAll(moved);
    }

    /** The slot is on its way to this node. */
    private Object ask(HostAndPort node, CommandArguments command) throws Trouble {
        CommandArguments asking = new CommandArguments(Protocol.Command.ASKING);
        return exchange(node, Arrays.asList(asking, command)).get(1);
    }

    private List<Object> exchange(HostAndPort node, List<CommandArguments> commands) throws Trouble {
        Connection connection = connections.get(node);
        if (connection == null) {
            connection = connector.open(node);
            connections.put(node, connection);
        }
        try {
            return Exchange.on(connection, commands);
        } catch (RuntimeException e) {
            Connector.close(connections.remove(node));
            throw diagnosis.of(e);
        }
    }

    private SlotMap askForSlots() throws Trouble {
        CommandArguments question = new CommandArguments(Protocol.Command.CLUSTER).add("SLOTS");
        Trouble last = new Trouble("is a cluster without nodes");
        for (HostAndPort node : slots.whomToAsk(connector.node())) {
            try {
                Object answer =
                        exchange(node, Collections.singletonList(question)).get(0);
                SlotMap known = SlotMap.of(answer, node, diagnosis);
                connections.entrySet().removeIf(connection -> isGone(known, connection));
                return known;
            } catch (Trouble e) {
                last = e;
            }
        }
        throw last;
    }

    private static boolean isGone(SlotMap known, Map.Entry<HostAndPort, Connection> connection) {
        if (known.has(connection.getKey())) {
            return false;
        }
        Connector.close(connection.getValue());
        return true;
    }

    @Override
    public void close() {
        connections.values().forEach(Connector::close);
        connections.clear();
        slots = slots.outdated();
    }
}

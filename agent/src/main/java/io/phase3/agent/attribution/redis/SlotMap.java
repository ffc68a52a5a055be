package io.phase3.agent.attribution.redis;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;

/** Which node of a cluster has which keys. Immutable. */
final class SlotMap {
    /** Of a cluster that has not been asked yet. */
    static final SlotMap UNKNOWN = new SlotMap(null, new HashSet<>());

    /** Each may take a time-out; somebody waits for the last of them. */
    private static final int MOST_ASKED = 4;

    private final HostAndPort[] bySlot;
    private final Set<HostAndPort> nodes;

    private SlotMap(HostAndPort[] bySlot, Set<HostAndPort> nodes) {
        this.bySlot = bySlot;
        this.nodes = nodes;
    }

    /** @param answer to CLUSTER SLOTS, given by the node */
    static SlotMap of(Object answer, HostAndPort node, Diagnosis diagnosis) throws Trouble {
        if (answer instanceof JedisDataException) {
            throw diagnosis.of((JedisDataException) answer);
        }
        try {
            return read((List<?>) answer, node);
        } catch (ClassCastException | IndexOutOfBoundsException | NullPointerException e) {
            throw new Trouble("answers in a way that Redis does not");
        }
    }

    private static SlotMap read(List<?> ranges, HostAndPort asked) {
        HostAndPort[] bySlot = new HostAndPort[Protocol.CLUSTER_HASHSLOTS];
        Set<HostAndPort> nodes = new HashSet<>();
        for (Object element : ranges) {
            List<?> range = (List<?>) element;
            List<?> primary = (List<?>) range.get(2);
            byte[] host = (byte[]) primary.get(0);
            String name = host == null ? "" : new String(host, StandardCharsets.UTF_8);
            // A node that does not know its own name yet means: the one you have asked me under.
            HostAndPort node = new HostAndPort(
                    name.isEmpty() || name.equals("?") ? asked.getHost() : name, ((Long) primary.get(1)).intValue());
            nodes.add(node);
            for (long slot = (Long) range.get(0); slot <= (Long) range.get(1); slot++) {
                bySlot[(int) slot] = node;
            }
        }
        return new SlotMap(bySlot, nodes);
    }

    /** Whether this may still be true. */
    boolean isKnown() {
        return bySlot != null;
    }

    /** This, known to be no longer true; its nodes can still be asked for the new one. */
    SlotMap outdated() {
        return new SlotMap(null, nodes);
    }

    /** Whether the node has keys. */
    boolean has(HostAndPort node) {
        return nodes.contains(node);
    }

    /** Who may know the map: the given node first. */
    Set<HostAndPort> whomToAsk(HostAndPort first) {
        Set<HostAndPort> asked = new LinkedHashSet<>();
        asked.add(first);
        nodes.stream().limit(MOST_ASKED).forEach(asked::add);
        return asked;
    }

    /** The node that has the command's key. */
    HostAndPort node(CommandArguments command) throws Trouble {
        HostAndPort node = bySlot[command.getKeyHashSlots().iterator().next()];
        if (node == null) {
            throw new Trouble("is a cluster in which some keys have no node: see CLUSTER INFO");
        }
        return node;
    }
}

package io.phase3.agent.attribution.redis;

import io.phase3.agent.config.Attribution;
import java.util.List;
import redis.clients.jedis.CommandArguments;

/** One Redis, or all nodes of a cluster. Connected on demand; used by one thread. */
interface Nodes {
    /** What the settings name. */
    static Nodes of(Attribution.Redis settings, Diagnosis diagnosis) {
        Connector connector = new Connector(settings, diagnosis);
        return settings.cluster() ? new ClusterNodes(connector, diagnosis) : new SingleNode(connector, diagnosis);
    }

    /**
     * Sends commands, each with exactly one key, that may be sent again.
     *
     * @return an answer for each command in their order: bytes, numbers, lists of them, null, or a
     *     {@code JedisDataException}
     * @throws Trouble if not every command was answered; some may have been carried out all the same
     */
    List<Object> send(List<CommandArguments> commands) throws Trouble;

    /** Lets go of connections; the next command opens new ones. */
    void close();
}

package io.phase3.agent.attribution.redis;

import io.phase3.agent.config.Attribution;
import java.io.IOException;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Opens connections as configuration says: one at a time and without a pool, which would start a thread and register
 * itself with JMX.
 */
final class Connector {
    private static final byte[] NAME = {'p', 'h', 'a', 's', 'e', '3'};

    private final Attribution.Redis settings;
    private final Diagnosis diagnosis;

    Connector(Attribution.Redis settings, Diagnosis diagnosis) {
        this.settings = settings;
        this.diagnosis = diagnosis;
    }

    /** The node that configuration names. */
    HostAndPort node() throws Trouble {
        return Address.of(settings.uri()).node();
    }

    /** A connection to the node, logged in. */
    Connection open(HostAndPort node) throws Trouble {
        Address address = Address.of(settings.uri());
        JedisClientConfig config = config(address);
        Sockets sockets = address.tls() ? Sockets.encrypted(node, config) : Sockets.plain(node, config);
        try {
            Connection connection = new Connection(sockets, config);
            introduce(connection);
            return connection;
        } catch (RuntimeException e) {
            throw diagnosis.of(e);
        }
    }

    private JedisClientConfig config(Address address) {
        int timeout =
                (int) Math.max(1, Math.min(Integer.MAX_VALUE, settings.timeout().toMillis()));
        return DefaultJedisClientConfig.builder()
                // Redis 5 knows no HELLO, and an ACL may forbid to tell the names of libraries.
                .serverDefaultProtocol()
                .autoNegotiateProtocol(false)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .connectionTimeoutMillis(timeout)
                .socketTimeoutMillis(timeout)
                .user(settings.user().orElse(null))
                .password(settings.password().orElse(null))
                .database(settings.cluster() ? 0 : address.database())
                .build();
    }

    /** For CLIENT LIST; whoever may not name itself stays nameless. */
    private static void introduce(Connection connection) {
        try {
            connection.sendCommand(Protocol.Command.CLIENT, Protocol.Keyword.SETNAME.getRaw(), NAME);
            connection.getMany(1);
        } catch (JedisException e) {
            close(connection);
            throw e;
        }
    }

    /** Lets go of the connection, whatever state it is in. */
    static void close(Connection connection) {
        try {
            connection.forceDisconnect();
        } catch (JedisException | IOException e) {
            // It is gone, which is what was wanted.
        }
    }
}

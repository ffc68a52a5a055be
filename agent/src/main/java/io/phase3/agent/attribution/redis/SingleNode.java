package io.phase3.agent.attribution.redis;

import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;

/** One Redis behind one connection. */
final class SingleNode implements Nodes {
    private final Connector connector;
    private final Diagnosis diagnosis;
    private Connection connection;

    SingleNode(Connector connector, Diagnosis diagnosis) {
        this.connector = connector;
        this.diagnosis = diagnosis;
    }

    @Override
    public List<Object> send(List<CommandArguments> commands) throws Trouble {
        boolean fresh = connection == null;
        if (fresh) {
            connection = connector.open(connector.node());
        }
        try {
            return Exchange.on(connection, commands);
        } catch (RuntimeException e) {
            close();
            // Redis and firewalls close connections that are idle for long.
            if (!fresh && diagnosis.isClosed(e)) {
                return send(commands);
            }
            throw diagnosis.of(e);
        }
    }

    @Override
    public void close() {
        if (connection != null) {
            Connector.close(connection);
            connection = null;
        }
    }
}

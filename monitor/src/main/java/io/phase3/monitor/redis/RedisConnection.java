package io.phase3.monitor.redis;

import io.phase3.monitor.secret.Secret;
import java.util.Set;
import java.util.function.Function;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.UnifiedJedis;

/**
 * A Redis, or a Redis Cluster, behind a small pool; opened without asking whether it is there, and there again by itself
 * when it is back.
 *
 * <p>Used by any number of threads.
 */
public final class RedisConnection implements AutoCloseable {
    private static final int USUAL_PORT = 6379;
    private static final int CONNECTIONS = 4;

    private final RedisSettings settings;
    private final HostAndPort node;
    private UnifiedJedis client;
    private boolean closed;

    private RedisConnection(RedisSettings settings) {
        this.settings = settings;
        int port = settings.uri().getPort();
        this.node = new HostAndPort(settings.uri().getHost(), port < 0 ? USUAL_PORT : port);
    }

    public static RedisConnection open(RedisSettings settings) {
        return new RedisConnection(settings);
    }

    /**
     * Asks Redis something, once: whether to try again is for the caller to say.
     *
     * @param question one command, or several; a command that blocks must do so for less than the settings' timeout
     * @throws RedisException if there is no answer, or a refusal
     */
    public <T> T ask(Function<UnifiedJedis, T> question) throws RedisException {
        try {
            return question.apply(client());
        } catch (RuntimeException e) {
            RedisException failure = RedisException.of(e, settings, node.toString());
            if (!failure.isAnswer()) {
                forgetIdleConnections();
            }
            throw failure;
        }
    }

    /** A Redis that was restarted has left every pooled connection dead; each of them would be a failure of its own. */
    private synchronized void forgetIdleConnections() {
        if (client instanceof RedisClient single) {
            single.getPool().clear();
        }
    }

    /** Host and port, as messages show them. */
    public String shown() {
        return "Redis at " + node;
    }

    /** Made with the first question, because a cluster's client asks for its nodes when it is made. */
    private synchronized UnifiedJedis client() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        if (client == null) {
            client = settings.cluster() ? cluster() : single();
        }
        return client;
    }

    private UnifiedJedis single() {
        return RedisClient.builder()
                .hostAndPort(node)
                .clientConfig(clientConfig())
                .poolConfig(poolConfig())
                .build();
    }

    private UnifiedJedis cluster() {
        return RedisClusterClient.builder()
                .nodes(Set.of(node))
                .clientConfig(clientConfig())
                .poolConfig(poolConfig())
                .maxAttempts(2)
                .maxTotalRetriesDuration(settings.timeout().multipliedBy(2))
                .build();
    }

    private JedisClientConfig clientConfig() {
        int timeout = Math.toIntExact(settings.timeout().toMillis());
        return DefaultJedisClientConfig.builder()
                // Redis 5 knows no HELLO, and an ACL may forbid to tell the names of libraries.
                .serverDefaultProtocol()
                .autoNegotiateProtocol(false)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .clientName("phase3-exporter")
                .connectionTimeoutMillis(timeout)
                .socketTimeoutMillis(timeout)
                .blockingSocketTimeoutMillis(timeout)
                .user(settings.user().orElse(null))
                .password(settings.password().map(Secret::reveal).orElse(null))
                .sslOptions(isEncrypted() ? SslOptions.defaults() : null)
                .database(settings.cluster() ? 0 : database())
                .build();
    }

    private boolean isEncrypted() {
        return "rediss".equalsIgnoreCase(settings.uri().getScheme());
    }

    private int database() {
        String path = settings.uri().getPath();
        return path == null || path.length() < 2 ? 0 : Integer.parseInt(path.substring(1));
    }

    private ConnectionPoolConfig poolConfig() {
        ConnectionPoolConfig config = new ConnectionPoolConfig();
        config.setMaxTotal(CONNECTIONS);
        config.setMaxWait(settings.timeout());
        config.setJmxEnabled(false);
        return config;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (client != null) {
            client.close();
        }
    }
}

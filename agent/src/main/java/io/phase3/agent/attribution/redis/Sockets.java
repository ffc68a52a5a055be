package io.phase3.agent.attribution.redis;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.IOUtils;

/** Opens sockets to a node, encrypted or not. */
final class Sockets extends DefaultJedisSocketFactory {
    /** Larger than what is ever sent before an answer is read, so that writing to a Redis that hangs never waits. */
    private static final int SEND_BUFFER = 256 * 1024;

    private final Optional<SSLSocketFactory> tls;

    private Sockets(HostAndPort node, JedisClientConfig config, Optional<SSLSocketFactory> tls) {
        super(node, config);
        this.tls = tls;
    }

    static Sockets plain(HostAndPort node, JedisClientConfig config) {
        return new Sockets(node, config, Optional.empty());
    }

    /**
     * Sockets that trust what this JVM trusts now, and check that the certificate names the host.
     *
     * <p>They do without the JVM's default context: who is the first to ask for that one fixes for the application, too,
     * which certificates it trusts.
     */
    static Sockets encrypted(HostAndPort node, JedisClientConfig config) throws Trouble {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, null, null);
            return new Sockets(node, config, Optional.of(context.getSocketFactory()));
        } catch (GeneralSecurityException e) {
            throw new Trouble(
                    "cannot be used with TLS: this JVM's trust store is not readable" + " (javax.net.ssl.trustStore)");
        }
    }

    @Override
    public Socket createSocket() {
        Socket socket = super.createSocket();
        try {
            socket.setSendBufferSize(SEND_BUFFER);
            return tls.isPresent() ? encrypted(socket, tls.get()) : socket;
        } catch (IOException e) {
            IOUtils.closeQuietly(socket);
            throw new JedisConnectionException(e);
        }
    }

    private Socket encrypted(Socket socket, SSLSocketFactory factory) throws IOException {
        HostAndPort node = getSocketHostAndPort();
        SSLSocket encrypted = (SSLSocket) factory.createSocket(socket, node.getHost(), node.getPort(), true);
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        encrypted.setSSLParameters(parameters);
        encrypted.startHandshake();
        return encrypted;
    }
}

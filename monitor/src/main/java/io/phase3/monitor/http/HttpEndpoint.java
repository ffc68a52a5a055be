package io.phase3.monitor.http;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.function.Consumer;

/** A started endpoint: a few pages under exact paths, and nothing else. */
public final class HttpEndpoint implements Closeable {
    /** The path for probes: whatever page stands there is shown without user and password. */
    public static final String HEALTHY = "/-/healthy";

    private static final int BACKLOG = 64;

    private final ServerSocket socket;
    private final Connections connections;
    private final URI uri;

    private HttpEndpoint(ServerSocket socket, Connections connections, URI uri) {
        this.socket = socket;
        this.connections = connections;
        this.uri = uri;
    }

    /**
     * Starts serving.
     *
     * @param readPages by their paths, for GET and HEAD
     * @param postPages by their paths, for POST, where basic auth is not asked for: each judges the request itself; a path may
     *     have both
     * @param log gets a line for each page that fails
     * @throws BindException if the port cannot be had; the message names it
     * @throws IOException if there is no such host, or the certificate cannot be used; the message says which and why
     */
    public static HttpEndpoint start(
            HttpSettings settings, Map<String, Page> readPages, Map<String, Page> postPages, Consumer<String> log)
            throws IOException {
        Connections.Channel channel =
                settings.tls().isPresent() ? Tls.with(settings.tls().get()) : connection -> connection;
        ServerSocket socket = bind(settings);
        Connections connections =
                new Connections(socket, channel, new Pages(settings, readPages, postPages, log), settings.limit());
        connections.start();
        return new HttpEndpoint(socket, connections, uri(settings, socket));
    }

    /** Where the endpoint listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** The root, such as {@code http://127.0.0.1:9465/}, under which this machine reaches the endpoint. */
    public URI uri() {
        return uri;
    }

    /** How many connections are open. */
    int active() {
        return connections.active();
    }

    /** Stops at once; what is being answered is cut. */
    @Override
    public void close() {
        connections.close();
    }

    private static ServerSocket bind(HttpSettings settings) throws IOException {
        InetAddress host = resolve(settings.host());
        try {
            return new ServerSocket(settings.port(), BACKLOG, host);
        } catch (BindException e) {
            BindException named = new BindException(
                    "cannot listen on port " + settings.port() + " of " + settings.host() + ": " + e.getMessage());
            named.initCause(e);
            throw named;
        }
    }

    private static InetAddress resolve(String host) throws IOException {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IOException("cannot listen on '" + host + "': this machine knows no such host", e);
        }
    }

    private static URI uri(HttpSettings settings, ServerSocket socket) {
        String host = socket.getInetAddress().isAnyLocalAddress() ? "localhost" : settings.host();
        String scheme = settings.tls().isPresent() ? "https" : "http";
        String literal = host.indexOf(':') < 0 || host.startsWith("[") ? host : "[" + host + "]";
        return URI.create(scheme + "://" + literal + ":" + socket.getLocalPort() + "/");
    }
}

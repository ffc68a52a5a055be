package com.acme.estate.leads;

import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.Set;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;
import org.glassfish.grizzly.strategies.WorkerThreadIOStrategy;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.glassfish.tyrus.container.grizzly.server.WebSocketAddOn;
import org.glassfish.tyrus.core.TyrusWebSocketEngine;
import org.glassfish.tyrus.server.TyrusServerContainer;
import org.glassfish.tyrus.spi.WebSocketEngine;

/** The websocket server: Tyrus on Grizzly, reachable on the loopback interface only. */
public final class LeadServer extends TyrusServerContainer implements AutoCloseable {
    private static final String CONTEXT = "/";
    private static final int HANDLER_THREADS = 32;

    private final TyrusWebSocketEngine engine =
            TyrusWebSocketEngine.builder(this).build();
    private final LeadFeed feed = new LeadFeed();
    private final LeadDesk desk;
    private final NetworkListener listener;
    private final HttpServer http;
    private volatile boolean full;

    private LeadServer(LeadDesk desk, int port) {
        super(Set.<Class<?>>of(LeadSocket.class));
        this.desk = desk;
        this.listener =
                new NetworkListener("leads", InetAddress.getLoopbackAddress().getHostAddress(), port);
        this.http = new HttpServer();
    }

    /**
     * Starts the server.
     *
     * @param port 0 for any free one
     */
    public static LeadServer start(LeadDesk desk, int port) throws IOException, DeploymentException {
        LeadServer server = new LeadServer(desk, port);
        server.listen(port);
        return server;
    }

    /** The server that the session belongs to. */
    static LeadServer of(Session session) {
        return (LeadServer) session.getContainer();
    }

    private void listen(int port) throws IOException, DeploymentException {
        TCPNIOTransport transport = listener.getTransport();
        transport.setIOStrategy(WorkerThreadIOStrategy.getInstance());
        transport.setWorkerThreadPoolConfig(ThreadPoolConfig.defaultConfig()
                .setPoolName("leads")
                .setCorePoolSize(HANDLER_THREADS)
                .setMaxPoolSize(HANDLER_THREADS));
        listener.getKeepAlive().setIdleTimeoutInSeconds(-1);
        listener.registerAddOn(new WebSocketAddOn(this, CONTEXT));
        http.addListener(listener);
        start(CONTEXT, port);
        http.start();
    }

    LeadDesk desk() {
        return desk;
    }

    LeadFeed feed() {
        return feed;
    }

    /** A full server turns everybody away: at once those who are there, and whoever comes when he says something. */
    public void full(boolean value) {
        full = value;
        if (value) {
            feed.turnAway();
        }
    }

    boolean isFull() {
        return full;
    }

    /** How many clients are connected. */
    public int connections() {
        return feed.getAudience();
    }

    @Override
    public int getPort() {
        return listener.getPort();
    }

    @Override
    public Map<String, Object> getProperties() {
        return Map.of();
    }

    @Override
    public WebSocketEngine getWebSocketEngine() {
        return engine;
    }

    @Override
    public void register(Class<?> endpoint) throws DeploymentException {
        engine.register(endpoint, CONTEXT);
    }

    @Override
    public void register(ServerEndpointConfig endpoint) throws DeploymentException {
        engine.register(endpoint, CONTEXT);
    }

    @Override
    public void close() {
        stop();
        http.shutdownNow();
    }
}

package com.acme.jetty;

import com.acme.websocket.Application;
import com.acme.websocket.Endpoints;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** The application on Jetty, and endpoints of Jetty's own kinds below {@code /native}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler standard = new ServletContextHandler("/");
        JakartaWebSocketServletContainerInitializer.configure(
                standard, (context, container) -> Endpoints.deploy(container));
        server.setHandler(new ContextHandlerCollection(standard, natives(server)));
        server.start();
        Application.run(connector.getLocalPort(), server::stop);
    }

    private static ContextHandler natives(Server server) {
        ContextHandler context = new ContextHandler("/native");
        context.setHandler(WebSocketUpgradeHandler.from(server, context, container -> {
            container.addMapping("/listener", (request, response, callback) -> new TourListener());
            container.addMapping("/annotated", (request, response, callback) -> new TourSocket());
        }));
        return context;
    }
}

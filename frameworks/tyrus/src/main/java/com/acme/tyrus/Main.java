package com.acme.tyrus;

import com.acme.websocket.Application;
import com.acme.websocket.Endpoints;
import java.net.ServerSocket;
import org.glassfish.tyrus.spi.ServerContainer;
import org.glassfish.tyrus.spi.ServerContainerFactory;

/** The application on Tyrus. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
        ServerContainer container = ServerContainerFactory.createServerContainer();
        Endpoints.deploy(container);
        int port = freePort();
        container.start("/", port);
        Application.run(port, container::stop);
    }

    /** Tyrus of old cannot say which port it has got, so it is told one. */
    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

package com.acme.websocket;

import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Session;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;

/** What the application does once a server is up: whatever standard input says. */
public final class Application {
    private Application() {}

    /** Stops a server. */
    public interface Stop {
        void stop() throws Exception;
    }

    /** Tells the port, and obeys until standard input ends. */
    public static void run(int port, Stop server) throws Exception {
        System.out.println("port " + port);
        System.out.println("ready");
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
        Session client = null;
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            switch (command) {
                case "connect":
                    client = connect(port);
                    break;
                case "disconnect":
                    client.close();
                    break;
                case "stop":
                    server.stop();
                    break;
                default:
                    throw new IllegalArgumentException(command);
            }
            System.out.println("done " + command);
        }
        System.exit(0);
    }

    private static Session connect(int port) throws Exception {
        ClientSocket socket = new ClientSocket();
        Session session = ContainerProvider.getWebSocketContainer()
                .connectToServer(socket, URI.create("ws://127.0.0.1:" + port + "/leads/eu"));
        session.getBasicRemote().sendText("hello");
        socket.answered.await();
        return session;
    }
}

package com.acme.estate.traffic;

import com.acme.estate.Estate;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Where incidents are ordered, on the loopback interface: {@code PUT /incidents/slow-vision} begins one and
 * {@code DELETE} ends it.
 */
public final class IncidentDesk implements AutoCloseable {
    private static final String PATH = "/incidents/";
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;

    private final Estate estate;
    private final TrafficGenerator traffic;
    private final HttpServer http;
    private final ExecutorService clerk = Executors.newSingleThreadExecutor(task -> new Thread(task, "incident-desk"));

    private IncidentDesk(Estate estate, TrafficGenerator traffic, HttpServer http) {
        this.estate = estate;
        this.traffic = traffic;
        this.http = http;
    }

    /** Opens the desk on a free port. */
    public static IncidentDesk open(Estate estate, TrafficGenerator traffic) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        IncidentDesk desk = new IncidentDesk(estate, traffic, http);
        http.setExecutor(desk.clerk);
        http.createContext(PATH, desk::serve);
        http.start();
        return desk;
    }

    /** What the names of incidents are appended to. */
    public String url() {
        InetSocketAddress address = http.getAddress();
        return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + PATH;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status(exchange), -1);
        }
    }

    private int status(HttpExchange exchange) {
        Optional<Incident> incident =
                incident(exchange.getRequestURI().getPath().substring(PATH.length()));
        if (incident.isEmpty()) {
            return NOT_FOUND;
        }
        switch (exchange.getRequestMethod()) {
            case "PUT" -> incident.get().begin(estate, traffic);
            case "DELETE" -> incident.get().end(estate, traffic);
            default -> {
                return METHOD_NOT_ALLOWED;
            }
        }
        return NO_CONTENT;
    }

    private static Optional<Incident> incident(String name) {
        return Arrays.stream(Incident.values())
                .filter(incident -> incident.name()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-')
                        .equals(name))
                .findFirst();
    }

    @Override
    public void close() {
        http.stop(0);
        clerk.shutdownNow();
    }
}

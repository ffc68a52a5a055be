package com.acme.estate.traffic;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All websocket clients: they come, go, vanish and come back, but never all at once. */
final class LeadClients implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeadClients.class);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI server;
    private final LongAdder updates = new LongAdder();
    private final int fewest;
    private final int most;
    private final List<LeadClient> clients = new ArrayList<>();

    /**
     * The first of them connect.
     *
     * @param fewest are always there
     * @param most are never exceeded
     */
    LeadClients(URI server, int fewest, int most) {
        this.server = server;
        this.fewest = fewest;
        this.most = most;
        for (int i = 0; i < fewest; i++) {
            clients.add(LeadClient.connect(http, server, updates));
        }
    }

    /** How many updates all clients have received. */
    long updates() {
        return updates.sum();
    }

    void send(long number, String text) {
        LeadClient client = pick(number);
        if (client.isTurnedAway()) {
            client = comeBack(client);
        }
        client.send(text);
    }

    /** Has somebody join, leave, drop or reconnect. */
    void change(String variant) {
        switch (variant) {
            case "join" -> join();
            case "leave" -> oldestLeaves();
            case "drop" -> oldestDrops();
            case "reconnect" -> {
                oldestDrops();
                join();
            }
            default -> throw new IllegalArgumentException("Clients do not know how to " + variant);
        }
    }

    private synchronized LeadClient pick(long number) {
        return clients.get((int) (number % clients.size()));
    }

    private LeadClient comeBack(LeadClient turnedAway) {
        LeadClient client = LeadClient.connect(http, server, updates);
        synchronized (this) {
            if (clients.remove(turnedAway)) {
                clients.add(client);
            }
        }
        return client;
    }

    private void join() {
        LeadClient client = LeadClient.connect(http, server, updates);
        synchronized (this) {
            clients.add(client);
        }
        if (size() > most) {
            oldestLeaves();
        }
    }

    private void oldestLeaves() {
        removeOldest().leave();
        refill();
    }

    private void oldestDrops() {
        removeOldest().drop();
        refill();
    }

    private void refill() {
        if (size() < fewest) {
            join();
        }
    }

    private synchronized int size() {
        return clients.size();
    }

    private synchronized LeadClient removeOldest() {
        return clients.remove(0);
    }

    @Override
    public void close() {
        List<LeadClient> leaving;
        synchronized (this) {
            leaving = new ArrayList<>(clients);
        }
        for (LeadClient client : leaving) {
            try {
                client.leave();
            } catch (CompletionException e) {
                LOG.debug("A client was gone already", e);
            }
        }
    }
}

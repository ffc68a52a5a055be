package io.phase3.agent.e2e;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the clients of an echo server do in a test: the same for each framework, so that only the counts are told.
 *
 * <p>Six messages are handled and one fails. Three connections are open at a time, and five end: one by 1000, one by
 * 1001, one without a word, one by the server with 4001, and one after the failure, as the framework will have it.
 */
final class SocketDay {
    private static final String MESSAGES = "phase3_websocket_latency_seconds_count";
    private static final String CONNECTIONS = "phase3_websocket_connections";
    private static final String DISCONNECTS = "phase3_websocket_disconnects_total";

    private SocketDay() {}

    /** Starts an application that knows nothing of the agent, with the agent and nothing else. */
    static ForkedJvm begin(Jdk jdk, String mainClass) {
        return ForkedJvm.on(jdk).application().agent("").main(mainClass).ready();
    }

    /** The port that the application printed behind the name. */
    static int port(ForkedJvm jvm, String name) {
        return jvm.stdout().stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> Integer.valueOf(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** Lives through the day, until all connections are gone. */
    static void live(ForkedJvm jvm, String path) {
        int port = port(jvm, "port");
        SocketClient talker = SocketClient.open(port, path);
        SocketClient leaver = SocketClient.open(port, path);
        SocketClient vanisher = SocketClient.open(port, path);
        awaitConnections(jvm, 3);

        talker.echo("hello");
        talker.echo("hello");
        talker.echo((byte) 1, (byte) 2);
        leaver.echo("hello");
        vanisher.echo("hello");

        talker.close(1000);
        leaver.close(1001);
        vanisher.vanish();
        awaitEnd(jvm, 3);

        SocketClient failing = SocketClient.open(port, path);
        failing.say("fail");
        failing.close(1000);
        SocketClient sentAway = SocketClient.open(port, path);
        sentAway.say("bye");
        sentAway.awaitClose();
        awaitEnd(jvm, 5);
    }

    /** Waits until so many connections are open. */
    static void awaitConnections(ForkedJvm jvm, int number) {
        jvm.await(number + " connections", () -> jvm.scrape().sum(CONNECTIONS) == number);
    }

    /** Waits until so many connections have ended and none is open. */
    static void awaitEnd(ForkedJvm jvm, int number) {
        jvm.await(number + " disconnects", () -> {
            Scrape scrape = jvm.scrape();
            return scrape.sum(DISCONNECTS) >= number && scrape.sum(CONNECTIONS) == 0;
        });
    }

    /** How many messages there were, by {@code type/outcome}. */
    static Map<String, Long> messages(Scrape scrape) {
        return counts(scrape, MESSAGES, "message_type", "outcome");
    }

    /** How many connections have ended, by the reason. */
    static Map<String, Long> disconnects(Scrape scrape) {
        return counts(scrape, DISCONNECTS, "reason");
    }

    /** Adds up nothing: two samples of the same labels are a failure. */
    private static Map<String, Long> counts(Scrape scrape, String name, String... labels) {
        Map<String, Long> counts = new TreeMap<>();
        scrape.samples(name).forEach(sample -> {
            String key = Stream.of(labels).map(sample.labels()::get).collect(Collectors.joining("/"));
            if (counts.put(key, Math.round(sample.value())) != null) {
                throw new AssertionError(key + " under two features in\n" + scrape.text());
            }
        });
        return counts;
    }
}

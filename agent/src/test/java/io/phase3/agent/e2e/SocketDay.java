package io.phase3.agent.e2e;

/**
 * What the clients of an echo server do in a test: the same for each framework, so that only the counts are told.
 *
 * <p>Six messages are handled and one fails. Three connections are open at a time, and five end: one by 1000, one by
 * 1001, one without a word, one by the server with 4001, and one after the failure, as the framework will have it.
 */
final class SocketDay {
    private static final String CONNECTIONS = "phase3_websocket_connections";
    private static final String DISCONNECTS = "phase3_websocket_disconnects_total";

    private SocketDay() {}

    /** The port that the application printed. */
    static int port(ForkedJvm jvm, String name) {
        return jvm.stdout().stream()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> Integer.valueOf(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** Lives through the day and gives what the agent says when all connections are gone. */
    static Scrape live(ForkedJvm jvm, int port, String path) {
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
        return awaitEnd(jvm, 5);
    }

    /** Waits until so many connections are open. */
    static void awaitConnections(ForkedJvm jvm, int number) {
        jvm.await(number + " connections", () -> jvm.scrape().sum(CONNECTIONS) == number);
    }

    /** Waits until so many connections have ended and none is open. */
    static Scrape awaitEnd(ForkedJvm jvm, int number) {
        jvm.await(number + " disconnects", () -> {
            Scrape scrape = jvm.scrape();
            return scrape.sum(DISCONNECTS) >= number && scrape.sum(CONNECTIONS) == 0;
        });
        return jvm.scrape();
    }
}

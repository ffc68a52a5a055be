package io.phase3.monitor.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Finds the ports on which the agent and the exporter will serve. */
final class MetricsPort {

    static final int DEFAULT = 8009;
    static final int LAST = 8029;
    static final int EXPORTER = 8010;

    private MetricsPort() {}

    /** The first free port of the agent's range. */
    static OptionalInt firstFree() {
        return IntStream.rangeClosed(DEFAULT, LAST).filter(MetricsPort::isFree).findFirst();
    }

    /** The exporter's own port, or any other if that is taken, or will be by the agent. */
    static int forExporter(int agent) throws IOException {
        return agent != EXPORTER && isFree(EXPORTER) ? EXPORTER : anyFree();
    }

    /** Any port that is free now; nobody else is given it soon, because systems hand them out in turn or at random. */
    static int anyFree() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}

package io.phase3.monitor.stack;

import io.phase3.monitor.terminal.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Chooses the ports of parts, and sees to it that nobody else has them. */
final class Ports {
    private static final int HIGHEST = 65_535;

    private final PortHolder holder = new PortHolder();

    /**
     * A port for each part.
     *
     * @param wanted 0 for any free one; a part that is not named gets its own
     * @throws CommandFailure if ports are taken; it says by whom
     */
    Map<Part, Integer> choose(Set<Part> parts, Map<Part, Integer> wanted) throws IOException, InterruptedException {
        Map<Part, Integer> ports = new TreeMap<>();
        List<String> taken = new ArrayList<>();
        for (Part part : parts) {
            int port = wanted.getOrDefault(part, part.defaultPort());
            if (port == 0) {
                port = anyFree(ports.values());
            } else if (ports.containsValue(port)) {
                throw new CommandFailure("port " + port + " is that of two parts; give " + part
                        + " another one: --port " + part + "=PORT");
            } else if (!isFree(port)) {
                taken.add("port " + port + " is taken by " + holder.of(port) + ": stop it, or --port " + part + "="
                        + nextFree(port));
            }
            ports.put(part, port);
        }
        if (!taken.isEmpty()) {
            throw new CommandFailure(String.join(System.lineSeparator() + "  ", taken));
        }
        return ports;
    }

    /** Those that were given out before are free, too, until somebody listens there. */
    private static int anyFree(Collection<Integer> given) throws IOException {
        int port;
        do {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = socket.getLocalPort();
            }
        } while (given.contains(port));
        return port;
    }

    private static int nextFree(int taken) {
        int port = taken;
        do {
            port = port == HIGHEST ? 1024 : port + 1;
        } while (!isFree(port));
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}

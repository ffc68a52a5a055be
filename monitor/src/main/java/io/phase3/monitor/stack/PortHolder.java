package io.phase3.monitor.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Finds out who listens on a port, from what it answers and from what Linux tells in {@code /proc}. */
final class PortHolder {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTENS = "0A";

    private static final List<Known> KNOWN = List.of(
            new Known("Prometheus", "/api/v1/status/buildinfo", "/data/version"),
            new Known("Alertmanager", "/api/v2/status", "/versionInfo/version"),
            new Known("Grafana", "/api/health", "/version"));

    /** Whoever speaks no HTTP says nothing, for ever. */
    private final Probe probe = new Probe(Duration.ofSeconds(1));

    /** A program that tells its version as JSON. */
    private record Known(String name, String page, String version) {}

    /** Who it is, for a sentence: {@code somebody else's Prometheus (2.42.0, pid 123)}. */
    String of(int port) throws InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + port);
        Optional<String> pid =
                processOf(port).stream().mapToObj(id -> "pid " + id).findFirst();
        for (Known known : KNOWN) {
            Optional<String> version = probe.json(address.resolve(known.page()))
                    .map(answer -> answer.at(known.version()))
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::asText);
            if (version.isPresent()) {
                return "somebody else's " + known.name() + " (" + version.get()
                        + pid.map(id -> ", " + id).orElse("") + ")";
            }
        }
        return "another program" + pid.map(id -> " (" + id + ")").orElse("");
    }

    /** The process, where it may be seen. */
    private static OptionalLong processOf(int port) {
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            sockets.addAll(listening(PROC.resolve("net").resolve(table), port));
        }
        return ProcessHandle.allProcesses()
                .mapToLong(ProcessHandle::pid)
                .filter(pid -> hasOneOf(pid, sockets))
                .findFirst();
    }

    /** The sockets that listen on the port, as {@code /proc/PID/fd} names them. */
    private static Set<String> listening(Path table, int port) {
        String ending = String.format(Locale.ROOT, ":%04X", port);
        Set<String> sockets = new HashSet<>();
        try {
            for (String line : Files.readAllLines(table)) {
                String[] columns = line.strip().split("\\s+", -1);
                if (columns.length > 9 && columns[1].endsWith(ending) && columns[3].equals(LISTENS)) {
                    sockets.add("socket:[" + columns[9] + "]");
                }
            }
        } catch (IOException e) {
            // Not Linux, or not to be seen: it stays unknown.
            return Set.of();
        }
        return sockets;
    }

    private static boolean hasOneOf(long pid, Set<String> sockets) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(PROC.resolve(pid + "/fd"))) {
            for (Path file : files) {
                if (sockets.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            // Another user's, or it has ended meanwhile.
            return false;
        }
    }
}

package io.phase3.monitor.promql;

import com.fasterxml.jackson.databind.JsonNode;
import io.phase3.monitor.programs.Server;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The selectors of an expression, told by a real Prometheus: it parses the expression, and asks a remote store of ours for
 * each selector that it has found.
 */
public final class ParsedQueries implements AutoCloseable {
    private static final String BY = " by (";

    private final RemoteReadServer store;
    private final Server prometheus;

    private ParsedQueries(RemoteReadServer store, Server prometheus) {
        this.store = store;
        this.prometheus = prometheus;
    }

    /** Starts a Prometheus in the directory, which has to be empty; without one installed the test is skipped. */
    public static ParsedQueries start(Path directory) throws IOException {
        RemoteReadServer store = RemoteReadServer.start();
        try {
            Files.writeString(
                    directory.resolve("prometheus.yml"),
                    "remote_read: [{ url: '%s', read_recent: true }]\n".formatted(store.url()));
            return new ParsedQueries(store, Server.prometheus(directory));
        } catch (IOException | RuntimeException | Error e) {
            store.close();
            throw e;
        }
    }

    /**
     * The selectors of the expression, as often as they stand in it.
     *
     * @throws IllegalArgumentException if Prometheus does not accept it, with its reason
     */
    public synchronized List<Selector> selectors(String expression) throws IOException {
        store.asked();
        parse("query", expression);
        return store.asked();
    }

    /** The labels that the expression groups by, anywhere in it: Prometheus writes it anew, in one manner. */
    public Set<String> groupings(String expression) throws IOException {
        String formatted = parse("format_query", expression).path("data").asText();
        Set<String> labels = new TreeSet<>();
        for (int at = formatted.indexOf(BY); at >= 0; at = formatted.indexOf(BY, at + 1)) {
            String list = formatted.substring(at + BY.length(), formatted.indexOf(')', at));
            Stream.of(list.split(", ", -1)).filter(label -> !label.isEmpty()).forEach(labels::add);
        }
        return labels;
    }

    private JsonNode parse(String endpoint, String expression) throws IOException {
        JsonNode answer =
                ask("/api/v1/" + endpoint + "?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        if (!answer.path("status").asText().equals("success")) {
            throw new IllegalArgumentException(answer.path("error").asText() + " in: " + expression);
        }
        return answer;
    }

    private JsonNode ask(String path) throws IOException {
        try {
            return prometheus.json(path);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Prometheus was asked", e);
        }
    }

    @Override
    public void close() {
        prometheus.close();
        store.close();
    }
}

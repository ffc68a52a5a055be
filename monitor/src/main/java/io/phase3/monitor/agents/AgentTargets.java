package io.phase3.monitor.agents;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Knows which agents there are at the moment: those configured, and those in files of Prometheus' service discovery. */
final class AgentTargets {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final AgentsSettings settings;

    AgentTargets(AgentsSettings settings) {
        this.settings = settings;
    }

    /**
     * The agents' metrics, each once.
     *
     * @param problems told of each file that cannot be read
     */
    SortedSet<URI> now(Consumer<String> problems) {
        SortedSet<URI> all = new TreeSet<>();
        settings.targets().forEach(target -> add(target, "agents.targets", all, problems));
        for (Path pattern : settings.discoveryFiles()) {
            for (Path file : files(pattern, problems)) {
                read(file, all, problems);
            }
        }
        return all;
    }

    private static List<Path> files(Path pattern, Consumer<String> problems) {
        List<Path> files = new ArrayList<>();
        String name = pattern.getFileName().toString();
        if (!name.contains("*")) {
            return List.of(pattern);
        }
        Path folder = pattern.toAbsolutePath().getParent();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, name)) {
            found.forEach(files::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            problems.accept("agents.discovery-files: " + folder + " is no directory");
        } catch (IOException e) {
            problems.accept("agents.discovery-files: cannot list " + folder + ": " + e.getMessage());
        }
        return files;
    }

    private static void read(Path file, SortedSet<URI> all, Consumer<String> problems) {
        try {
            for (JsonNode group : JSON.readTree(Files.readAllBytes(file))) {
                for (JsonNode target : group.path("targets")) {
                    add(target.asText(), file.toString(), all, problems);
                }
            }
        } catch (NoSuchFileException e) {
            // An agent takes its file away at its end.
        } catch (JsonProcessingException e) {
            problems.accept(file
                    + ": is no JSON as Prometheus' file service discovery has it: [{\"targets\": [\"host:port\"]}]");
        } catch (IOException e) {
            problems.accept(file + ": cannot be read: " + e.getMessage());
        }
    }

    private static void add(String target, String origin, SortedSet<URI> all, Consumer<String> problems) {
        if (target.contains("@")) {
            // Not shown, for what stands before it may be a password.
            problems.accept(origin + ": an agent's address has no user and no password");
            return;
        }
        try {
            URI uri = URI.create(target.contains("://") ? target : "http://" + target + "/metrics");
            if (uri.getHost() != null && SCHEMES.contains(uri.getScheme())) {
                all.add(uri);
                return;
            }
        } catch (IllegalArgumentException e) {
            // Told like any other that cannot be asked.
        }
        problems.accept(origin + ": '" + target + "' is neither host:port nor http://… or https://…; a host's name has"
                + " letters, digits, '-' and '.'");
    }
}

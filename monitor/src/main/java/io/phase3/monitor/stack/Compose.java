package io.phase3.monitor.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phase3.monitor.programs.ProgramRun;
import io.phase3.monitor.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stack in containers: {@code config/compose.yaml}, as Docker Compose runs it. */
final class Compose {
    private static final Duration SHORT = Duration.ofSeconds(30);
    /** Images may have to be fetched. */
    private static final Duration LONG = Duration.ofMinutes(15);

    private static final List<Part> PUBLISHED =
            List.of(Part.EXPORTER, Part.ALERTMANAGER, Part.PROMETHEUS, Part.GRAFANA);

    private final Machine machine;
    private final Path file;

    /** @param home the folder with {@code config} */
    Compose(Machine machine, Path home) {
        this.machine = machine;
        this.file = home.resolve("config/compose.yaml");
    }

    /**
     * A container.
     *
     * @param state {@code running}, {@code exited}, …, and its health where that is known
     */
    record Container(String service, String state) {
        boolean isRunning() {
            return state.startsWith("running") && !state.endsWith("unhealthy");
        }
    }

    /** Why it cannot be used here; empty if it can. */
    Optional<String> whyNot() throws IOException, InterruptedException {
        Optional<Path> docker = machine.path().find("docker");
        if (docker.isEmpty()) {
            return Optional.of("docker is not on the PATH");
        }
        if (!run(docker.get(), SHORT, List.of("compose", "version")).succeeded()) {
            return Optional.of("docker has no Compose");
        }
        if (!run(docker.get(), SHORT, List.of("info")).succeeded()) {
            return Optional.of("docker reaches no engine");
        }
        return Files.isRegularFile(file) ? Optional.empty() : Optional.of(file + " does not exist");
    }

    /** Starts what does not run, and waits until all of it is healthy. */
    void up() throws IOException, InterruptedException {
        compose(LONG, "up", "--detach", "--build", "--wait");
    }

    /** Where those of its parts are that this machine reaches, as the file lets the environment say. */
    Map<Part, Integer> ports() {
        Map<Part, Integer> ports = new EnumMap<>(Part.class);
        for (Part part : PUBLISHED) {
            ports.put(
                    part,
                    machine.variable("PHASE3_" + part.name() + "_PORT")
                            // What is no number is refused by Compose, in its own words.
                            .filter(port -> port.matches("\\d{1,5}"))
                            .map(Integer::valueOf)
                            .orElse(part.defaultPort()));
        }
        return ports;
    }

    /** Has everybody read the configuration again, once it is known to be right. */
    void reload() throws IOException, InterruptedException {
        compose(SHORT, "exec", "-T", "prometheus", "promtool", "check", "config", "/etc/prometheus/prometheus.yml");
        compose(SHORT, "exec", "-T", "alertmanager", "amtool", "check-config", "/etc/alertmanager/alertmanager.yml");
        compose(SHORT, "kill", "--signal", "HUP", "prometheus", "alertmanager", "blackbox");
    }

    /** Ends all of it, with its volumes if wanted. */
    void down(boolean volumes) throws IOException, InterruptedException {
        if (volumes) {
            compose(LONG, "down", "--volumes");
        } else {
            compose(LONG, "down");
        }
    }

    /** What there is. */
    List<Container> containers() throws IOException, InterruptedException {
        String output = compose(SHORT, "ps", "--all", "--format", "json");
        List<Container> containers = new ArrayList<>();
        ObjectMapper json = new ObjectMapper();
        // A list until Compose 2.20, a line for each container since.
        try (MappingIterator<JsonNode> values = json.readerFor(JsonNode.class).readValues(output)) {
            values.forEachRemaining(each -> containers.add(new Container(
                    each.path("Service").asText(),
                    (each.path("State").asText() + " " + each.path("Health").asText()).strip())));
        } catch (JsonProcessingException e) {
            throw new CommandFailure("docker compose ps answers something else than JSON: " + output.strip());
        }
        return containers;
    }

    private String compose(Duration limit, String... arguments) throws IOException, InterruptedException {
        Path docker = machine.path()
                .find("docker")
                .orElseThrow(() -> new CommandFailure("docker is not on the PATH any more, and it runs the stack"));
        List<String> all = new ArrayList<>(List.of("compose", "--file", file.toString()));
        all.addAll(List.of(arguments));
        ProgramRun run = run(docker, limit, all);
        if (!run.succeeded()) {
            throw new CommandFailure("docker compose " + arguments[0] + " fails:" + System.lineSeparator()
                    + run.output().strip());
        }
        return run.stdout();
    }

    private ProgramRun run(Path docker, Duration limit, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> commandLine = new ArrayList<>(List.of(docker.toString()));
        commandLine.addAll(arguments);
        return ProgramRun.of(commandLine, machine.environment(), machine.home(), limit);
    }
}

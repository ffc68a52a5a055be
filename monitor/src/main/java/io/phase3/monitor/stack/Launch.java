package io.phase3.monitor.stack;

import io.phase3.monitor.programs.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Knows how each part is started: its command line, and what its environment has beside ours. */
final class Launch {
    /** Alerts compare with 30 days ago. */
    private static final String RETENTION = "45d";

    private final Machine machine;
    private final StackDirectory directory;
    private final Setup setup;

    Launch(Machine machine, StackDirectory directory, Setup setup) {
        this.machine = machine;
        this.directory = directory;
        this.setup = setup;
    }

    /**
     * Starts a part, its output behind that of its predecessors.
     *
     * @throws IOException if there is no such program any more, or it cannot be run
     */
    ChildProcess start(Part part) throws IOException {
        Map<String, String> environment = new HashMap<>(machine.environment());
        environment.putAll(environment(part));
        return ChildProcess.start(commandLine(part), environment, directory.log(part));
    }

    List<String> commandLine(Part part) throws IOException {
        String address = "127.0.0.1:" + setup.ports().get(part);
        if (part.isOurs()) {
            return machine.self(
                    "exporter",
                    "--config",
                    setup.exporterConfig(),
                    "--port",
                    setup.ports().get(part).toString());
        }
        Path program = part.program(machine.path())
                .orElseThrow(() -> new IOException(part + " is not installed any more: " + part.installation()));
        List<String> commandLine = new ArrayList<>(List.of(program.toString()));
        commandLine.addAll(
                switch (part) {
                    case EXPORTER -> List.of();
                    case PROMETHEUS ->
                        List.of(
                                "--config.file=" + directory.config().resolve("prometheus.yml"),
                                "--storage.tsdb.path=" + directory.data(part),
                                "--storage.tsdb.retention.time=" + RETENTION,
                                "--web.listen-address=" + address,
                                // What alerts link to. It listens on this machine alone.
                                "--web.external-url=" + local(part),
                                "--web.enable-lifecycle");
                    case ALERTMANAGER ->
                        List.of(
                                "--config.file=" + directory.config().resolve("alertmanager.yml"),
                                "--storage.path=" + directory.data(part),
                                "--web.listen-address=" + address,
                                "--web.external-url=" + local(part),
                                // It is alone, and needs no port for others.
                                "--cluster.listen-address=");
                    case BLACKBOX ->
                        List.of(
                                "--config.file=" + directory.config().resolve("blackbox.yml"),
                                "--web.listen-address=" + address);
                    case REDIS_EXPORTER -> List.of("-web.listen-address=" + address);
                    case POSTGRES_EXPORTER -> List.of("--web.listen-address=" + address);
                    case GRAFANA -> grafana(program);
                });
        return commandLine;
    }

    private List<String> grafana(Path program) throws IOException {
        List<String> arguments = new ArrayList<>();
        if (program.endsWith("grafana")) {
            arguments.add("server");
        }
        grafanaHome(program).ifPresent(home -> arguments.add("--homepath=" + home));
        return arguments;
    }

    /** Where its pages are: beside the program in its makers' archive, in /usr/share by its package. */
    private static Optional<Path> grafanaHome(Path program) throws IOException {
        Path archive = program.toRealPath().resolve("../..").normalize();
        return Stream.of(archive, Path.of("/usr/share/grafana"))
                .filter(home -> Files.isRegularFile(home.resolve("conf/defaults.ini")))
                .findFirst();
    }

    private String local(Part part) {
        return "http://localhost:" + setup.ports().get(part) + "/";
    }

    Map<String, String> environment(Part part) {
        return switch (part) {
            case REDIS_EXPORTER -> redis();
            case POSTGRES_EXPORTER -> postgres();
            case GRAFANA -> grafanaSettings();
            default -> Map.of();
        };
    }

    private Map<String, String> redis() {
        Map<String, String> environment = new HashMap<>();
        addUnlessSet(environment, "REDIS_ADDR", machine.variable("PHASE3_REDIS_URI"));
        addUnlessSet(environment, "REDIS_PASSWORD", machine.variable("PHASE3_REDIS_PASSWORD"));
        return environment;
    }

    /** As the exporter connects, unless {@code DATA_SOURCE_…} says otherwise. */
    private Map<String, String> postgres() {
        Map<String, String> environment = new HashMap<>();
        if (Missing.isConfigured(machine, Missing.POSTGRES_VARIABLES)) {
            return environment;
        }
        addUnlessSet(
                environment,
                "DATA_SOURCE_URI",
                machine.variable("PHASE3_DATABASE_URL").map(Launch::withoutJdbc));
        addUnlessSet(environment, "DATA_SOURCE_USER", machine.variable("PHASE3_DATABASE_USER"));
        addUnlessSet(environment, "DATA_SOURCE_PASS", machine.variable("PHASE3_DATABASE_PASSWORD"));
        return environment;
    }

    private void addUnlessSet(Map<String, String> environment, String name, Optional<String> value) {
        if (machine.variable(name).isEmpty()) {
            value.ifPresent(text -> environment.put(name, text));
        }
    }

    /** Its driver demands TLS unless told otherwise, which few servers on the same machine have. */
    private static String withoutJdbc(String url) {
        String[] parts = url.replaceFirst("^(jdbc:)?postgresql:", "").split("\\?", 2);
        String named = parts[0].startsWith("//") ? parts[0].substring(2) : "/" + parts[0];
        // As PostgreSQL's driver for Java has it: no host is this one.
        String database = named.startsWith("/") ? "localhost" + named : named;
        String query = parts.length > 1 ? parts[1] : "";
        boolean isHere = database.matches("(127\\.0\\.0\\.1|localhost)([:/].*)?");
        String mode = isHere && !query.contains("sslmode=") ? "sslmode=disable" : "";
        String parameters = Stream.of(query, mode)
                .filter(text -> !text.isEmpty())
                .reduce((a, b) -> a + "&" + b)
                .map(text -> "?" + text)
                .orElse("");
        return database + parameters;
    }

    private Map<String, String> grafanaSettings() {
        Path data = directory.data(Part.GRAFANA);
        Path provided = Path.of(setup.monitoring(), "grafana");
        Map<String, String> environment = new HashMap<>(Map.of(
                "GF_PATHS_DATA", data.toString(),
                "GF_PATHS_PLUGINS", data.resolve("plugins").toString(),
                "GF_PATHS_LOGS", data.resolve("logs").toString(),
                "GF_PATHS_PROVISIONING", provided.resolve("provisioning").toString(),
                // Its output is the log; another one is not needed.
                "GF_LOG_MODE", "console",
                "GF_SERVER_HTTP_ADDR", "127.0.0.1",
                "GF_SERVER_HTTP_PORT", setup.ports().get(Part.GRAFANA).toString()));
        environment.putAll(Map.of(
                "GF_AUTH_ANONYMOUS_ENABLED", "false",
                "GF_ANALYTICS_REPORTING_ENABLED", "false",
                "GF_ANALYTICS_CHECK_FOR_UPDATES", "false",
                "PHASE3_DASHBOARDS", provided.resolve("dashboards").toString(),
                "PHASE3_PROMETHEUS_URL", setup.prometheus().toString()));
        return environment;
    }
}

package io.phase3.monitor.stack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phase3.monitor.grafana.Change;
import io.phase3.monitor.grafana.Deployment;
import io.phase3.monitor.grafana.GrafanaApi;
import io.phase3.monitor.grafana.Login;
import io.phase3.monitor.grafana.Provisioning;
import io.phase3.monitor.grafana.ShippedFiles;
import io.phase3.monitor.secret.SecretSource;
import io.phase3.monitor.terminal.CommandFailure;
import io.phase3.monitor.terminal.Terminal;
import io.phase3.monitor.terminal.TextTable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code phase3 stack deploy-dashboards}: the dashboard in a running Grafana, or the files from which one takes it. */
@Command(
        name = "deploy-dashboards",
        description = {
            "Brings the dashboard into a running Grafana, 9 or later, by its HTTP API; what is as it should be stays"
                    + " untouched.",
            "",
            "The password comes from --password-file or PHASE3_GRAFANA_PASSWORD, the token of a service account with"
                    + " the role Admin from --token-file or PHASE3_GRAFANA_TOKEN.",
            "With --provision Grafana is not asked: it takes the written files at its next start."
        })
public final class DeployDashboardsCommand implements Callable<Integer> {
    private static final String PASSWORD = "PHASE3_GRAFANA_PASSWORD";
    private static final String TOKEN = "PHASE3_GRAFANA_TOKEN";
    private static final URI USUAL_PROMETHEUS = URI.create("http://127.0.0.1:9090");
    private static final List<String> OF_THE_API = List.of("--grafana", "--user", "--password-file", "--token-file");

    private final Terminal terminal;
    private final Map<String, String> environment;
    private final ShippedFiles shipped;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--grafana",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:3000",
            description = "Where Grafana is; ${DEFAULT-VALUE} by default.")
    private URI grafana;

    @Option(
            names = "--user",
            paramLabel = "NAME",
            defaultValue = "admin",
            description = "The user whose password is given; ${DEFAULT-VALUE} by default.")
    private String user;

    @ArgGroup
    private SecretFile secretFile = new SecretFile();

    @Option(
            names = "--folder",
            paramLabel = "TITLE",
            defaultValue = "Phase 3",
            description = "Title or uid of the folder, made if there is none; '${DEFAULT-VALUE}' by default.")
    private String folder;

    @Option(
            names = "--prometheus",
            paramLabel = "URL",
            description = "The Prometheus that panels ask, as Grafana reaches it. By default one that Grafana knows, or"
                    + " else http://127.0.0.1:9090.")
    private URI prometheus;

    @Option(
            names = "--provision",
            paramLabel = "DIR",
            description = "Write provisioning files and the dashboard into this directory instead.")
    private Path provision;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    /** A file with a secret: one of two. */
    private static final class SecretFile {
        @Option(names = "--password-file", paramLabel = "FILE", description = "The file that holds the password alone.")
        private Path password;

        @Option(names = "--token-file", paramLabel = "FILE", description = "The file that holds the token alone.")
        private Path token;
    }

    public DeployDashboardsCommand(Terminal terminal) {
        this(
                terminal,
                System.getenv(),
                new ShippedFiles(Path.of(System.getProperty("phase3.home", ""), "config", "monitoring", "grafana")));
    }

    DeployDashboardsCommand(Terminal terminal, Map<String, String> environment, ShippedFiles shipped) {
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
        this.shipped = shipped;
    }

    @Override
    public Integer call() throws InterruptedException {
        checkOptions();
        try {
            if (provision == null) {
                deploy();
            } else {
                provision();
            }
            return ExitCode.OK;
        } catch (IOException e) {
            throw new CommandFailure(e.getMessage());
        }
    }

    private void checkOptions() {
        Stream.of("--grafana", "--prometheus").forEach(this::checkAddress);
        if (folder.isBlank()) {
            throw wrong("--folder is empty: give a title; General for none");
        }
        if (provision != null) {
            OF_THE_API.stream()
                    .filter(spec.commandLine().getParseResult()::hasMatchedOption)
                    .findFirst()
                    .ifPresent(option -> {
                        throw wrong(option + " is of no use with --provision, which asks no Grafana");
                    });
        }
    }

    private void checkAddress(String option) {
        URI address = option.equals("--grafana") ? grafana : prometheus;
        if (address == null) {
            return;
        }
        boolean isWeb = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        if (!isWeb || address.getHost() == null) {
            throw wrong(option + " is no address such as " + USUAL_PROMETHEUS + ": '" + address + "'");
        }
        if (address.getRawUserInfo() != null) {
            throw wrong(option + " has a user or a password in it, which everybody on this machine could see:"
                    + " use --user and --password-file");
        }
        if (address.getRawQuery() != null || address.getRawFragment() != null) {
            throw wrong(option + " has something behind ? or #, which is no part of where it is");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void deploy() throws IOException, InterruptedException {
        GrafanaApi api = new GrafanaApi(grafana, login());
        Deployment deployment = Deployment.of(shipped.dashboard(), api, folder, Optional.ofNullable(prometheus));
        if (json) {
            terminal.out().println(json(api, deployment));
            return;
        }
        terminal.out()
                .println("Grafana "
                        + deployment.version().map(version -> version + " ").orElse("") + "at " + api.address());
        new TextTable(terminal, TextTable.Align.LEFT, TextTable.Align.LEFT, TextTable.Align.LEFT)
                .row(row(
                        "data source",
                        deployment.dataSource().change(),
                        deployment.dataSource().name()))
                .row(row(
                        "folder",
                        deployment.folder().change(),
                        deployment.folder().title()))
                .row(row(
                        "dashboard",
                        deployment.dashboard().change(),
                        deployment.dashboard().title()))
                .lines()
                .forEach(terminal.out()::println);
        terminal.out().println(deployment.dashboard().address());
    }

    private static String[] row(String what, Change change, String name) {
        return new String[] {what, change.toString(), name};
    }

    /** What stands on the command line goes before what happens to be in the environment. */
    private Login login() throws IOException {
        SecretSource secrets =
                new SecretSource(environment, line -> terminal.err().println("warning: " + line));
        if (secretFile.token != null) {
            return Login.token(secrets.fromFile(secretFile.token));
        }
        if (secretFile.password != null) {
            return Login.user(user, secrets.fromFile(secretFile.password));
        }
        if (isSet(TOKEN)) {
            return Login.token(secrets.fromEnvironment(TOKEN));
        }
        if (isSet(PASSWORD)) {
            return Login.user(user, secrets.fromEnvironment(PASSWORD));
        }
        throw new CommandFailure("neither a password nor a token is given: --password-file FILE for user '" + user
                + "', --token-file FILE, or one of " + PASSWORD + " and " + TOKEN + " in the environment");
    }

    /** Where whole environments are written down, what is not used stands there as nothing. */
    private boolean isSet(String variable) {
        return !environment.getOrDefault(variable, "").isEmpty();
    }

    private static ObjectNode json(GrafanaApi api, Deployment deployment) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("grafana", api.address().toString());
        json.put("version", deployment.version().orElse(null));
        json.putObject("dataSource")
                .put("name", deployment.dataSource().name())
                .put("uid", deployment.dataSource().uid())
                .put("change", deployment.dataSource().change().toString());
        json.putObject("folder")
                .put("title", deployment.folder().title())
                .put("uid", deployment.folder().uid())
                .put("change", deployment.folder().change().toString());
        json.putObject("dashboard")
                .put("title", deployment.dashboard().title())
                .put("uid", deployment.dashboard().uid())
                .put("change", deployment.dashboard().change().toString())
                .put("address", deployment.dashboard().address().toString());
        return json;
    }

    private void provision() throws IOException {
        Map<Path, Change> files = Provisioning.write(
                        shipped,
                        provision,
                        folder,
                        Optional.ofNullable(prometheus).orElse(USUAL_PROMETHEUS))
                .files();
        Path settings = provision.resolve("provisioning").toAbsolutePath().normalize();
        if (json) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            object.put("provisioning", settings.toString());
            ObjectNode changes = object.putObject("files");
            files.forEach((file, change) -> changes.put(file.toString(), change.toString()));
            terminal.out().println(object);
            return;
        }
        files.forEach((file, change) -> terminal.out().println(change + "  " + file));
        terminal.out().println("Start Grafana with GF_PATHS_PROVISIONING=" + settings);
    }
}

package io.phase3.monitor.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.net.httpserver.HttpServer;
import io.phase3.monitor.FreePort;
import io.phase3.monitor.Phase3;
import io.phase3.monitor.grafana.GrafanaServer;
import io.phase3.monitor.grafana.ShippedFiles;
import io.phase3.monitor.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeployDashboardsCommandTest {
    private static final ShippedFiles SHIPPED = new ShippedFiles(Path.of("../config/monitoring/grafana"));
    private static final String UID = "phase3-production-monitoring";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private GrafanaServer grafana;
    private Map<String, String> environment = Map.of("PHASE3_GRAFANA_TOKEN", "glsa_right");

    private record Result(int status, String out, String err) {
        JsonNode json() throws IOException {
            assertThat(status).as(err).isZero();
            return JSON.readTree(out);
        }

        void failureFree() {
            assertThat(status).as(err).isZero();
            assertThat(err).isEmpty();
        }

        /** The one line that it says when it does not work. */
        String failure(int expected) {
            assertThat(status).as(out + err).isEqualTo(expected);
            assertThat(out).isEmpty();
            String line = err.lines().findFirst().orElseThrow();
            assertThat(expected == 2 ? line : err.strip()).isEqualTo(line);
            return line;
        }
    }

    @BeforeEach
    void start() throws IOException {
        grafana = new GrafanaServer("");
    }

    @AfterEach
    void stop() {
        grafana.close();
    }

    private Result deploy(String... arguments) {
        return deployTo(grafana.address(), arguments);
    }

    private Result deployTo(URI address, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--grafana", address.toString()));
        all.addAll(List.of(arguments));
        return run(SHIPPED, all.toArray(String[]::new));
    }

    private Result run(ShippedFiles shipped, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = Terminal.plain(new PrintWriter(out, true), new PrintWriter(err, true));
        List<String> all = new ArrayList<>(List.of("deploy-dashboards"));
        all.addAll(List.of(arguments));
        int status = Phase3.commandLine(terminal, List.of(new DeployDashboardsCommand(terminal, environment, shipped)))
                .execute(all.toArray(String[]::new));
        return new Result(status, out.toString(), err.toString());
    }

    private Path secret(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    @Nested
    class IntoAnEmptyGrafana {
        @Test
        void makesTheFolderTheDataSourceAndTheDashboard() throws IOException {
            JsonNode json = deploy("--json").json();

            assertThat(json.path("version").asText()).isEqualTo("11.6.1");
            assertThat(json.at("/folder/change").asText()).isEqualTo("created");
            assertThat(json.at("/dataSource/change").asText()).isEqualTo("created");
            assertThat(json.at("/dashboard/change").asText()).isEqualTo("created");
            assertThat(json.at("/dashboard/address").asText()).isEqualTo(grafana.address() + "/d/" + UID + "/a-slug");
            assertThat(grafana.folderOf(UID)).isEqualTo(json.at("/folder/uid").asText());
        }

        @Test
        void theDashboardIsTheShippedOneOverThatDataSource() throws IOException {
            deploy().failureFree();

            ObjectNode expected = SHIPPED.dashboard();
            ObjectNode stored = grafana.dashboard(UID).deepCopy();
            ObjectNode variable = (ObjectNode) stored.at("/templating/list/0");
            assertThat(variable.remove("current").path("value").asText()).isEqualTo("phase3-prometheus");
            JsonNode ours = stored.remove(List.of("id", "version"));
            assertThat(ours).isEqualTo(expected.<JsonNode>without(List.of("version")));
        }

        @Test
        void theDataSourceIsTheOneThatProvisioningMakes() throws IOException {
            deploy().failureFree();

            JsonNode provisioned = new YAMLMapper()
                    .readTree(SHIPPED.folder()
                            .resolve("provisioning/datasources/phase3.yml")
                            .toFile())
                    .at("/datasources/0");
            JsonNode made = grafana.dataSources().get(0);
            for (String field : List.of("name", "uid", "type", "access", "jsonData")) {
                assertThat(made.path(field)).as(field).isEqualTo(provisioned.path(field));
            }
            assertThat(made.path("url").asText()).isEqualTo("http://127.0.0.1:9090");
        }

        @Test
        void saysSoInAFewLines() {
            assertThat(deploy().out().lines())
                    .containsExactly(
                            "Grafana 11.6.1 at " + grafana.address() + "/",
                            "data source  created  Phase 3 Prometheus",
                            "folder       created  Phase 3",
                            "dashboard    created  Phase 3 Production Monitoring",
                            grafana.address() + "/d/" + UID + "/a-slug");
        }
    }

    @Nested
    class ASecondTime {
        @Test
        void changesNothing() throws IOException {
            deploy().failureFree();
            List<String> changes = grafana.changes();

            JsonNode json = deploy("--json").json();

            assertThat(json.findValuesAsText("change")).containsOnly("unchanged");
            assertThat(grafana.changes()).isEqualTo(changes);
        }

        @Test
        void overwritesWhatSomebodyHasChanged() throws IOException {
            deploy().failureFree();
            ((ObjectNode) grafana.dashboard(UID)).put("title", "Mine").put("version", 12);

            assertThat(deploy("--json").json().at("/dashboard/change").asText()).isEqualTo("updated");
            assertThat(grafana.dashboard(UID).path("title").asText()).isEqualTo("Phase 3 Production Monitoring");
        }

        @Test
        void movesItIntoAnotherFolder() throws IOException {
            deploy().failureFree();
            grafana.addFolder("ops", "Operations");

            JsonNode json = deploy("--json", "--folder", "Operations").json();

            assertThat(json.at("/folder/change").asText()).isEqualTo("unchanged");
            assertThat(json.at("/dashboard/change").asText()).isEqualTo("updated");
            assertThat(grafana.folderOf(UID)).isEqualTo("ops");
        }
    }

    @Nested
    class Folders {
        @Test
        void areFoundByUid() throws IOException {
            grafana.addFolder("ops", "Operations");

            assertThat(deploy("--json", "--folder", "ops")
                            .json()
                            .at("/folder/title")
                            .asText())
                    .isEqualTo("Operations");
        }

        @Test
        void areFoundBehindTheFirstThousand() throws IOException {
            for (int i = 0; i < 1000; i++) {
                grafana.addFolder("f" + i, "Folder " + i);
            }
            grafana.addFolder("last", "Phase 3");

            assertThat(deploy("--json").json().at("/folder/uid").asText()).isEqualTo("last");
        }

        @Test
        void generalIsNone() throws IOException {
            deploy("--folder", "General").failureFree();

            assertThat(grafana.folders()).isEmpty();
            assertThat(grafana.folderOf(UID)).isEmpty();
        }
    }

    @Nested
    class DataSources {
        private static final String OTHER = """
                {"uid": "abc", "name": "Ours", "type": "prometheus", "url": "http://prom:9090/", "isDefault": true}""";

        @Test
        void aPrometheusThatIsThereIsTaken() throws IOException {
            grafana.addDataSource("""
                    {"uid": "l", "name": "Logs", "type": "loki", "isDefault": true}""");
            grafana.addDataSource("""
                    {"uid": "o", "name": "Older", "type": "prometheus", "url": "http://old:9090"}""");
            grafana.addDataSource(OTHER);

            assertThat(deploy("--json").json().at("/dataSource/uid").asText()).isEqualTo("abc");
            assertThat(grafana.dashboard(UID)
                            .at("/templating/list/0/current/value")
                            .asText())
                    .isEqualTo("abc");
        }

        @Test
        void theOneAtTheGivenAddressIsTaken() throws IOException {
            grafana.addDataSource(OTHER);

            assertThat(deploy("--json", "--prometheus", "http://prom:9090")
                            .json()
                            .at("/dataSource/change")
                            .asText())
                    .isEqualTo("unchanged");
        }

        @Test
        void anotherAddressIsAnotherDataSource() throws IOException {
            grafana.addDataSource(OTHER);

            deploy("--prometheus", "http://new:9090").failureFree();

            assertThat(grafana.dataSources())
                    .extracting(each -> each.path("url").asText())
                    .containsExactly("http://prom:9090/", "http://new:9090");
        }

        @Test
        void oursMovesToTheGivenAddress() throws IOException {
            deploy().failureFree();

            JsonNode json = deploy("--json", "--prometheus", "http://new:9090").json();

            assertThat(json.at("/dataSource/change").asText()).isEqualTo("updated");
            assertThat(grafana.dataSources())
                    .extracting(each -> each.path("url").asText())
                    .containsExactly("http://new:9090");
        }

        @Test
        void oursKeepsAsWhomPrometheusIsAskedWhenItMoves() throws IOException {
            grafana.addDataSource("""
                    {"uid": "phase3-prometheus", "name": "P", "type": "prometheus", "access": "proxy", "url": "http://a",
                     "basicAuth": true, "basicAuthUser": "ana"}""");

            deploy("--prometheus", "http://b").failureFree();

            assertThat(grafana.dataSources().get(0).path("basicAuthUser").asText())
                    .isEqualTo("ana");
        }

        @Test
        void aProvisionedOneCannotMove() throws IOException {
            grafana.addDataSource("""
                    {"uid": "phase3-prometheus", "name": "P", "type": "prometheus", "url": "http://a", "readOnly": true}""");

            assertThat(deploy("--prometheus", "http://b").failure(1))
                    .contains("provisioned from a file", "leave --prometheus away");
        }
    }

    @Nested
    class Secrets {
        @Test
        void aPasswordOfAUser() throws IOException {
            environment = Map.of();
            grafana.accept("Basic YW5hOnPDqWNyZXQ="); // ana:sécret

            deploy(
                            "--user",
                            "ana",
                            "--password-file",
                            secret("password", "sécret\n").toString())
                    .failureFree();
        }

        @Test
        void aFileGoesBeforeTheEnvironment() throws IOException {
            environment = Map.of("PHASE3_GRAFANA_TOKEN", "glsa_wrong");

            deploy("--token-file", secret("token", "glsa_right").toString()).failureFree();
        }

        @Test
        void areNeverPrinted() throws IOException {
            environment = Map.of("PHASE3_GRAFANA_PASSWORD", "glsa_wrong");

            Result refused = deploy("--debug");

            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.out() + refused.err()).doesNotContain("glsa_wrong", "YWRtaW46Z2xzYV93cm9uZw==");
        }

        @Test
        void areNotPrintedWhereTheyAreNoTokensEither() throws IOException {
            Result refused = deploy(
                    "--token-file", secret("token", "glsa_right\nglsa_old").toString());

            assertThat(refused.failure(1)).contains("stand alone").doesNotContain("glsa");
        }

        @Test
        void haveToBeGiven() {
            environment = Map.of("PHASE3_GRAFANA_TOKEN", "", "PHASE3_GRAFANA_PASSWORD", "");

            assertThat(deploy().failure(1)).contains("--password-file", "PHASE3_GRAFANA_TOKEN");
        }

        @Test
        void inAFileThatIsNotThere() {
            assertThat(deploy("--token-file", directory.resolve("none").toString())
                            .failure(1))
                    .contains("there is no file", "none");
        }

        @Test
        void oneOfTwo() throws IOException {
            String file = secret("token", "x").toString();

            assertThat(deploy("--token-file", file, "--password-file", file).failure(2))
                    .contains("mutually exclusive");
        }
    }

    @Nested
    class Refusals {
        @Test
        void aWrongToken() {
            environment = Map.of("PHASE3_GRAFANA_TOKEN", "glsa_old");

            assertThat(deploy().failure(1)).contains("does not accept the token");
        }

        @ParameterizedTest
        @CsvSource({
            "GET /api/datasources, to see the data sources, Admin",
            "POST /api/datasources, to make the data source, Admin",
            "POST /api/folders, to make the folder 'Phase 3', Editor",
            "POST /api/dashboards/db, to save dashboards in the folder 'Phase 3', Editor",
        })
        void aRoleThatIsTooSmall(String request, String what, String role) {
            grafana.forbid(request);

            assertThat(deploy().failure(1)).contains("is not allowed " + what, "the role " + role);
        }

        @Test
        void aProvisionedDashboard() throws IOException {
            deploy().failureFree();
            grafana.provisionFrom("phase3.json");

            assertThat(deploy().failure(1)).contains("is provisioned from phase3.json", "--provision");
        }

        @Test
        void aFolderThatIsThereAndMayNotBeSeen() {
            grafana.addFolder("p3", "Phase 3");
            grafana.hideFolders();

            assertThat(deploy().failure(1))
                    .contains("does not make the folder 'Phase 3': 409: a folder with the same name");
        }

        @Test
        void anotherKindOfDataSourceOfThatName() throws IOException {
            grafana.addDataSource("""
                    {"uid": "x", "name": "Phase 3 Prometheus", "type": "loki"}""");

            assertThat(deploy().failure(1))
                    .contains("does not take the data source", "409: data source with the same name");
        }

        @Test
        void anotherDashboardOfThatNameIsNotOverwritten() throws IOException {
            grafana.addFolder("p3", "Phase 3");
            grafana.addDashboard("somebodys", "Phase 3 Production Monitoring", "p3");

            assertThat(deploy().failure(1)).contains("another dashboard named", "--folder");
            assertThat(grafana.dashboard("somebodys").path("version").asInt()).isEqualTo(1);
        }
    }

    @Nested
    class WhatIsNoGrafana {
        @Test
        void nobodyAnswers() throws IOException {
            assertThat(deployTo(URI.create("http://127.0.0.1:" + FreePort.find()))
                            .failure(1))
                    .contains("nobody answers");
        }

        @Test
        void somethingElseAnswers() {
            assertThat(deployTo(grafana.address().resolve("/prometheus")).failure(1))
                    .contains("is not a Grafana (404 for api/health)");
        }

        @Test
        void somethingSendsElsewhere() throws IOException {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.getResponseHeaders().add("Location", "https://grafana.example.com/");
                exchange.sendResponseHeaders(302, -1);
                exchange.close();
            });
            server.start();
            try {
                assertThat(deployTo(URI.create("http://127.0.0.1:"
                                        + server.getAddress().getPort()))
                                .failure(1))
                        .endsWith("give that address instead, https://grafana.example.com/");
            } finally {
                server.stop(0);
            }
        }

        @Test
        void aGrafanaWhoseDatabaseFails() throws IOException {
            grafana.health("{\"database\": \"failing\", \"version\": \"11.6.1\"}");

            assertThat(deploy().failure(1)).contains("its database says 'failing'");
        }
    }

    @Nested
    class Versions {
        @Test
        void anOldOneIsRefused() throws IOException {
            grafana.health("{\"database\": \"ok\", \"version\": \"8.5.27\"}");

            assertThat(deploy().failure(1)).contains("is version 8.5.27; 9 or later is needed");
        }

        @ParameterizedTest
        @ValueSource(strings = {"9.0.0", "10.4.19", "12.0.0-pre", "13.2.3+security-01", "main"})
        void theseAreWelcome(String version) throws IOException {
            grafana.health("{\"database\": \"ok\", \"version\": \"" + version + "\"}");

            assertThat(deploy("--json").json().path("version").asText()).isEqualTo(version);
        }

        @Test
        void oneThatHidesItIsWelcome() throws IOException {
            grafana.health("{\"database\": \"ok\"}");

            assertThat(deploy("--json").json().path("version").isNull()).isTrue();
        }
    }

    @Test
    void aGrafanaBelowAPathIsAskedThere() throws IOException {
        try (GrafanaServer below = new GrafanaServer("/grafana")) {
            assertThat(deployTo(below.address(), "--json")
                            .json()
                            .at("/dashboard/address")
                            .asText())
                    .isEqualTo(below.address() + "/d/" + UID + "/a-slug");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grafana.example.com",
                "ftp://grafana.example.com",
                "http://admin:secret@127.0.0.1:3000",
                "http://127.0.0.1:3000/?orgId=2",
            })
    void anAddressHasToBeOneWithoutSecrets(String address) {
        Result result = run(SHIPPED, "--grafana", address);

        assertThat(result.failure(2)).contains("--grafana");
        assertThat(result.err()).doesNotContain("secret");
    }

    @Test
    void aShippedFileThatIsNotThere() {
        assertThat(run(
                                new ShippedFiles(directory),
                                "--grafana",
                                grafana.address().toString())
                        .failure(1))
                .contains("there is no file", "phase3_production_monitoring.json");
    }

    @Nested
    class Provisioned {
        @Test
        void theFilesAreWhatGrafanaReads() throws IOException {
            Path target = directory.resolve("grafana");
            JsonNode json = run(
                            SHIPPED,
                            "--provision",
                            target.toString(),
                            "--folder",
                            "Money: $ & more",
                            "--prometheus",
                            "http://prom:9090",
                            "--json")
                    .json();

            assertThat(json.path("files"))
                    .hasSize(3)
                    .allMatch(change -> change.asText().equals("created"));
            JsonNode provider =
                    yaml(target.resolve("provisioning/dashboards/phase3.yml")).at("/providers/0");
            assertThat(provider.path("folder").asText()).isEqualTo("Money: $$ & more");
            assertThat(provider.at("/options/path").asText())
                    .isEqualTo(target.resolve("dashboards").toString());
            assertThat(yaml(target.resolve("provisioning/datasources/phase3.yml"))
                            .at("/datasources/0/url")
                            .asText())
                    .isEqualTo("http://prom:9090");
            assertThat(target.resolve("dashboards/phase3_production_monitoring.json"))
                    .hasSameBinaryContentAs(SHIPPED.folder().resolve("dashboards/phase3_production_monitoring.json"));
        }

        @Test
        void aSecondTimeWritesWhatDiffers() throws IOException {
            run(SHIPPED, "--provision", directory.toString()).failureFree();

            Result again = run(SHIPPED, "--provision", directory.toString(), "--folder", "Other");

            assertThat(again.out().lines())
                    .satisfiesExactly(
                            line -> assertThat(line).startsWith("updated").endsWith("dashboards/phase3.yml"),
                            line -> assertThat(line).startsWith("unchanged"),
                            line -> assertThat(line).startsWith("unchanged"),
                            line -> assertThat(line)
                                    .endsWith("GF_PATHS_PROVISIONING=" + directory.resolve("provisioning")));
        }

        @Test
        void aDirectoryThatIsAFile() throws IOException {
            Path file = Files.writeString(directory.resolve("file"), "");

            assertThat(run(SHIPPED, "--provision", file.toString()).failure(1)).contains("file");
        }

        @Test
        void asksNoGrafana() {
            assertThat(deploy("--provision", directory.toString()).failure(2))
                    .contains("--grafana is of no use with --provision");
        }

        private JsonNode yaml(Path file) throws IOException {
            return new YAMLMapper().readTree(file.toFile());
        }
    }
}

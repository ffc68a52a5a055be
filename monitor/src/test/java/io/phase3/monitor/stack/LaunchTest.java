package io.phase3.monitor.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchTest {
    @TempDir
    private Path folder;

    private Launch launch(Map<String, String> environment) throws IOException {
        Map<String, String> all = new HashMap<>(environment);
        all.put("PATH", Files.createDirectories(folder.resolve("grafana/bin")).toString());
        Machine machine = new Machine(folder, all, List.of("phase3"), Clock.systemUTC());
        Setup setup = new Setup(
                Way.NATIVE,
                "/opt/phase3",
                "/etc/phase3/monitoring",
                "exporter.conf",
                Map.of(Part.PROMETHEUS, 9091, Part.GRAFANA, 3001),
                Map.of());
        return new Launch(machine, new StackDirectory(folder.resolve("stack")), setup);
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://127.0.0.1:5432/phase3, 127.0.0.1:5432/phase3?sslmode=disable",
        "jdbc:postgresql://localhost/phase3?ssl=false, localhost/phase3?ssl=false&sslmode=disable",
        "jdbc:postgresql://db.example.com/phase3, db.example.com/phase3",
        "jdbc:postgresql://localhost/phase3?sslmode=require, localhost/phase3?sslmode=require",
        "jdbc:postgresql:phase3, localhost/phase3?sslmode=disable",
        "jdbc:postgresql:///phase3, localhost/phase3?sslmode=disable",
        "'jdbc:postgresql://one,two:5433/phase3?application_name=a b', 'one,two:5433/phase3?application_name=a b'"
    })
    void postgresIsReachedAsTheExporterReachesIt(String jdbc, String uri) throws IOException {
        Launch launch = launch(Map.of(
                "PHASE3_DATABASE_URL", jdbc, "PHASE3_DATABASE_USER", "ana", "PHASE3_DATABASE_PASSWORD", "secret"));

        assertThat(launch.environment(Part.POSTGRES_EXPORTER))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("DATA_SOURCE_URI", uri, "DATA_SOURCE_USER", "ana", "DATA_SOURCE_PASS", "secret"));
    }

    @Test
    void whatTheExportersOwnVariablesSayIsLeftToThem() throws IOException {
        Launch launch = launch(Map.of(
                "PHASE3_DATABASE_URL", "jdbc:postgresql://localhost/phase3",
                "DATA_SOURCE_NAME", "postgresql://elsewhere/phase3",
                "PHASE3_REDIS_URI", "redis://localhost:6379",
                "REDIS_ADDR", "redis://elsewhere:6379"));

        assertThat(launch.environment(Part.POSTGRES_EXPORTER)).isEmpty();
        assertThat(launch.environment(Part.REDIS_EXPORTER)).isEmpty();
    }

    @Test
    void grafanaKeepsEverythingInTheFolderAndAsksForALogin() throws IOException {
        Path program = Files.createFile(
                Files.createDirectories(folder.resolve("grafana/bin")).resolve("grafana"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Path defaults = Files.createDirectories(folder.resolve("grafana/conf")).resolve("defaults.ini");
        Files.createFile(defaults);
        Launch launch = launch(Map.of());

        assertThat(launch.commandLine(Part.GRAFANA))
                .containsExactly(
                        program.toString(),
                        "server",
                        "--homepath=" + folder.resolve("grafana").toRealPath());
        assertThat(launch.environment(Part.GRAFANA))
                .containsEntry("GF_AUTH_ANONYMOUS_ENABLED", "false")
                .containsEntry("GF_SERVER_HTTP_PORT", "3001")
                .containsEntry(
                        "GF_PATHS_DATA", folder.resolve("stack/data/grafana").toString())
                .containsEntry("GF_PATHS_PROVISIONING", "/etc/phase3/monitoring/grafana/provisioning")
                .containsEntry("PHASE3_DASHBOARDS", "/etc/phase3/monitoring/grafana/dashboards")
                .containsEntry("PHASE3_PROMETHEUS_URL", "http://127.0.0.1:9091");
    }
}

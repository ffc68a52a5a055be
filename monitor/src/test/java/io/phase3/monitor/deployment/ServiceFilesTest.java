package io.phase3.monitor.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.phase3.monitor.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The units of systemd, the line of cron, and the settings that they give. What systemd thinks of them: .ci/deployment. */
class ServiceFilesTest {
    private static final Path SYSTEMD = Yaml.CONFIG.resolve("systemd");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"phase3-exporter.service", "phase3-impact.service", "phase3-stack.service"})
    void aServiceMayNothingThatItNeedNot(String unit) throws IOException {
        assertThat(Files.readAllLines(SYSTEMD.resolve(unit)))
                .contains(
                        "NoNewPrivileges=yes",
                        "CapabilityBoundingSet=",
                        "ProtectSystem=strict",
                        "ProtectHome=yes",
                        "PrivateTmp=yes",
                        "SystemCallFilter=@system-service")
                .anyMatch(line -> line.startsWith("StateDirectory="))
                .anyMatch(line -> line.equals("DynamicUser=yes") || line.equals("User=phase3"));
    }

    @Test
    void theReportIsMadeByTheSameCommandEverywhere() throws IOException {
        Pattern command = Pattern.compile("impact --daily --config /etc/phase3/exporter\\.conf (.*)");
        for (Path file : List.of(
                SYSTEMD.resolve("phase3-impact.service"),
                Yaml.CONFIG.resolve("cron/phase3"),
                Yaml.CONFIG.resolve("kubernetes/impact.yaml"))) {
            Matcher found = command.matcher(Files.readString(file).replaceAll("\\s+", " "));
            assertThat(found.find()).as(file.toString()).isTrue();
            assertThat(found.group(1)).contains("--export-csv --output");
        }
    }

    @Test
    void cronTakesThePercentSignForItsOwnUnlessItIsEscaped() throws IOException {
        String line = Files.readAllLines(Yaml.CONFIG.resolve("cron/phase3")).stream()
                .filter(each -> each.contains("impact --daily"))
                .findFirst()
                .orElseThrow();

        assertThat(line).startsWith("0 9 * * * phase3 ").doesNotContainPattern("[^\\\\]%");
    }

    @ParameterizedTest
    @ValueSource(strings = {"systemd/leads.service.d/phase3.conf", "kubernetes/example/application.yaml"})
    void everySettingOfTheAgentIsOne(String file) throws IOException {
        Config reference = ConfigFactory.parseFile(
                Path.of("../agent/src/main/resources/reference.conf").toFile());
        Set<String> known = reference.resolve().entrySet().stream()
                .map(entry -> entry.getKey().replaceAll("[.\"-]", "_").toUpperCase(java.util.Locale.ROOT))
                .collect(Collectors.toSet());
        List<String> given = Pattern.compile("PHASE3_[A-Z_]+")
                .matcher(Files.readString(Yaml.CONFIG.resolve(file)))
                .results()
                .map(match -> match.group())
                .toList();

        assertThat(given).isNotEmpty().isSubsetOf(known);
    }

    /** As systemd's LoadCredential gives it, and docs/deployment.md says. */
    @Test
    void aPasswordMayComeFromTheDirectoryOfCredentials() throws IOException {
        Path credentials = Files.createDirectory(directory.resolve("credentials"));
        Files.writeString(credentials.resolve("database-password"), "x");
        Path configuration = Files.writeString(
                directory.resolve("exporter.conf"),
                "exporter.database.password-file = ${CREDENTIALS_DIRECTORY}\"/database-password\"");

        assertThat(ConfigReader.read(
                                Optional.of(configuration.toString()),
                                directory,
                                Map.of("CREDENTIALS_DIRECTORY", credentials.toString()))
                        .mistakes())
                .isEmpty();
    }
}

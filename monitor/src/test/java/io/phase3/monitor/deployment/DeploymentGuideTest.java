package io.phase3.monitor.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.monitor.programs.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/deployment.md shows for Prometheus is a configuration of it. */
class DeploymentGuideTest {
    private static final Pattern EXAMPLE = Pattern.compile("^```yaml\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

    @TempDir
    private Path directory;

    static List<String> examples() throws IOException {
        return EXAMPLE.matcher(Files.readString(Path.of("../docs/deployment.md")))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void prometheusTakesIt(String example) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("prometheus.yml"), example);

        Program.PROMTOOL
                .run(directory, "check", "config", "--syntax-only", "prometheus.yml")
                .successfully();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void andWouldNotIfItWereMisspelt(String example) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("prometheus.yml"), example.replace("action", "actoin") + "scrape: 1\n");

        assertThat(Program.PROMTOOL
                        .run(directory, "check", "config", "--syntax-only", "prometheus.yml")
                        .status())
                .isNotZero();
    }
}

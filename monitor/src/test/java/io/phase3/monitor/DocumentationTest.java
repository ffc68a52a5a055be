package io.phase3.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.monitor.config.ConfigReader;
import io.phase3.monitor.config.LoadedConfig;
import io.phase3.monitor.targets.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/exporter.md shows as configuration is one. */
class DocumentationTest {
    private static final Path GUIDE = Path.of("../docs/exporter.md");
    private static final Pattern EXAMPLE = Pattern.compile("^```hocon\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

    @TempDir
    private Path directory;

    static List<String> examplesOfConfiguration() throws IOException {
        return examples("exporter");
    }

    static List<String> examplesOfTargets() throws IOException {
        return examples("targets");
    }

    private static List<String> examples(String root) throws IOException {
        List<String> examples = new ArrayList<>();
        Matcher example = EXAMPLE.matcher(Files.readString(GUIDE));
        while (example.find()) {
            if (example.group(1).startsWith(root)) {
                examples.add(example.group(1));
            }
        }
        return examples;
    }

    @ParameterizedTest
    @MethodSource("examplesOfConfiguration")
    void anExampleOfAConfigurationLoadsWithoutAProblem(String example) throws IOException {
        LoadedConfig loaded = load(Files.writeString(directory.resolve("exporter.conf"), example));

        assertThat(loaded.mistakes()).isEmpty();
        assertThat(loaded.disabled()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examplesOfTargets")
    void anExampleOfTargetsLoadsWithoutAProblem(String example) throws IOException {
        Path file = Files.writeString(directory.resolve("targets.conf"), example);

        assertThat(Targets.open(Optional.of(file), line -> {}).problems()).isEmpty();
    }

    @Test
    void everyExampleIsOneOfThese() throws IOException {
        assertThat(examples(""))
                .hasSize(examples("exporter").size() + examples("targets").size());
    }

    @Test
    void theFileToStartFromLoadsWithoutAProblem() {
        LoadedConfig loaded = load(Path.of("../config/exporter.conf"));

        assertThat(loaded.mistakes()).isEmpty();
        assertThat(loaded.disabled()).isEmpty();
    }

    private LoadedConfig load(Path file) {
        return ConfigReader.read(
                Optional.of(file.toAbsolutePath().toString()), directory, Map.of("PHASE3_DATABASE_PASSWORD", "x"));
    }
}

package io.phase3.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.config.AgentConfig;
import io.phase3.agent.settings.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    private static final String GOOD = "phase3.rules.good { methods = [\"com.acme.Desk.open(..)\"] }\n";
    private static final String WRONG = "phase3.rules.wrong { methods = [] }\n";

    @TempDir
    private Path folder;

    private final List<String> lines = new ArrayList<>();
    private final List<Changes> adopted = new ArrayList<>();
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("phase3.conf");
    }

    private Configuration read(String text) throws IOException {
        Files.writeString(file, text);
        return Configuration.read(file.toString(), lines::add);
    }

    private Reload reload(Configuration configuration) {
        return configuration.reload(Optional.empty(), this::adopt);
    }

    private int adopt(Changes changes, AgentConfig before) {
        adopted.add(changes);
        return 3;
    }

    @Test
    void is_taken_on_with_what_is_new() throws IOException {
        Configuration configuration = read(GOOD);
        Files.writeString(file, "\n" + GOOD + GOOD.replace("good", "better"));
        Reload reload = reload(configuration);
        assertThat(reload.did()).isEqualTo(Reply.Did.RELOADED);
        assertThat(reload.message())
                .matches("configuration read again: rules: added better; \\d+ unchanged; " + "classes woven again: 3");
        assertThat(reload.classes()).isEqualTo(3);
        assertThat(lines).containsExactly(reload.message());
        assertThat(adopted).hasSize(1);
    }

    @Test
    void is_unchanged_if_it_says_the_same() throws IOException {
        Configuration configuration = read(GOOD);
        Files.writeString(file, "# a comment\n" + GOOD);
        assertThat(reload(configuration).did()).isEqualTo(Reply.Did.UNCHANGED);
    }

    @Test
    void is_refused_as_a_whole_with_file_and_line_of_what_is_wrong() throws IOException {
        Configuration configuration = read(GOOD);
        Files.writeString(file, GOOD.replace("good", "better") + WRONG + "phase3.boundz = 1\n");
        Reload reload = reload(configuration);
        assertThat(reload.did()).isEqualTo(Reply.Did.REFUSED);
        assertThat(reload.message()).contains("not taken on", "phase3.conf: 2", "(and 1 more)");
        assertThat(reload.problems()).hasSize(2);
        assertThat(reload.changes()).isEmpty();
        assertThat(adopted).isEmpty();
        assertThat(configuration.config().rules()).anyMatch(rule -> rule.name().equals("good"));
        assertThat(configuration.problems()).isEmpty();
    }

    @Test
    void may_go_on_with_the_mistakes_that_it_has_wherever_they_stand_now() throws IOException {
        Configuration configuration = read(WRONG);
        Files.writeString(file, "\n\n" + WRONG + GOOD);
        Reload reload = reload(configuration);
        assertThat(reload.did()).isEqualTo(Reply.Did.RELOADED);
        assertThat(reload.problems())
                .singleElement()
                .extracting(Problem::origin)
                .asString()
                .endsWith("phase3.conf: 3");
    }

    @Test
    void names_what_needs_a_restart_until_it_is_as_at_the_start_again() throws IOException {
        Configuration configuration = read(GOOD);
        Files.writeString(file, GOOD + "phase3.exporter.port = 9999\n");
        assertThat(reload(configuration).needRestart()).containsExactly("exporter.port");
        assertThat(reload(configuration).needRestart()).containsExactly("exporter.port");
        assertThat(lines.stream().filter(line -> line.contains("next start"))).hasSize(1);
        Files.writeString(file, GOOD);
        assertThat(reload(configuration).needRestart()).isEmpty();
    }

    @Test
    void comes_from_where_it_came_from_after_another_place_was_refused() throws IOException {
        Configuration configuration = read(GOOD);
        Optional<String> nowhere = Optional.of(folder.resolve("none.conf").toString());
        assertThat(configuration.reload(nowhere, this::adopt).did()).isEqualTo(Reply.Did.REFUSED);
        assertThat(configuration.lastRead()).containsOnlyKeys(file.toFile());
        assertThat(reload(configuration).did()).isEqualTo(Reply.Did.UNCHANGED);
    }

    @Test
    void remembers_the_files_that_it_includes_those_that_are_missing_too() throws IOException {
        Path rules = Files.writeString(folder.resolve("rules.conf"), GOOD);
        Configuration configuration = read("include \"rules.conf\"\ninclude \"none.conf\"\n");
        assertThat(configuration.file()).contains(file.toFile());
        assertThat(configuration.lastRead())
                .containsOnlyKeys(
                        file.toFile(),
                        rules.toFile(),
                        folder.resolve("none.conf").toFile());
    }
}

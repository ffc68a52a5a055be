package io.phase3.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.monitor.stack.StackCommand;
import io.phase3.monitor.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real bash reads the script, and is asked what it would offer. */
@DisabledOnOs(OS.WINDOWS)
class CompletionCommandTest {
    /** As bash does it when somebody presses Tab: looks the function up by the command's name, and calls it. */
    private static final String PRESS_TAB = """
            set -eu
            compopt() { :; }    # works only while somebody really presses Tab
            . "$1"
            shift
            COMP_WORDS=("$@")
            COMP_CWORD=$(($# - 1))
            COMP_LINE="$*"
            COMP_POINT=${#COMP_LINE}
            function=$(complete -p "${1##*/}" | sed 's/.*-F \\([^ ]*\\).*/\\1/')
            "$function" "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
            echo "${COMPREPLY[*]}"
            """;

    @TempDir
    private Path folder;

    private String offered(String... words) throws IOException, InterruptedException {
        StringWriter out = new StringWriter();
        Terminal terminal = Terminal.plain(new PrintWriter(out, true), new PrintWriter(out, true));
        assertThat(Phase3.commandLine(terminal, List.of(StackCommand.commandLine(terminal)))
                        .execute("completion"))
                .isZero();
        Path script = Files.writeString(folder.resolve("completion"), out.toString());
        List<String> bashAsks = new ArrayList<>(List.of("bash", "-c", PRESS_TAB, "bash", script.toString()));
        bashAsks.addAll(List.of(words));
        Process bash = new ProcessBuilder(bashAsks).redirectErrorStream(true).start();
        String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(answer).isZero();
        return answer.strip();
    }

    @ParameterizedTest
    @CsvSource({"phase3, st, stack", "./phase3, st, stack", "/opt/phase3/phase3, comp, completion"})
    void completesCommandsHoweverTheLauncherIsNamed(String launcher, String beginning, String whole) throws Exception {
        assertThat(offered(launcher, beginning)).isEqualTo(whole);
    }

    @Test
    void offersTheCommandsOfACommandAndNoneThatIsHidden() throws Exception {
        assertThat(offered("./phase3", "stack", "").split(" "))
                .contains("start", "stop", "status", "health", "reload-prometheus", "deploy-dashboards")
                .doesNotContain("supervise");
    }

    @Test
    void completesOptionsAndTheirValues() throws Exception {
        assertThat(offered("phase3", "stack", "start", "--mon")).isEqualTo("--monitoring");
    }
}

package com.acme.estate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PropertyServiceTest {

    @Nested
    class TheCommandLine {
        private final StringWriter output = new StringWriter();

        @Test
        void explainsItself() {
            assertThat(execute("--help")).isEqualTo(CommandLine.ExitCode.OK);
            assertThat(output.toString()).contains("--rate", "--duration", "--seed", "--time-scale", "--port");
        }

        @Test
        void refusesWhatIsNoDuration() {
            assertThat(execute("--duration", "soon")).isEqualTo(CommandLine.ExitCode.USAGE);
            assertThat(output.toString()).contains("'soon' is not a duration such as 30s, 5m or 1h");
        }

        @Test
        void refusesARateOfZero() {
            assertThat(execute("--rate", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
            assertThat(output.toString()).contains("--rate must be greater than 0");
        }

        private int execute(String... arguments) {
            PrintWriter writer = new PrintWriter(output, true);
            return PropertyService.commandLine().setOut(writer).setErr(writer).execute(arguments);
        }
    }

    @Nested
    class TheProcess {

        @Test
        void endsWithSuccessWhenTheDurationIsOver() throws Exception {
            Process process = start("--duration", "1s");

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }

        @Test
        void endsWithSuccessWhenItIsTerminated() throws Exception {
            Process process = start();
            try (BufferedReader output = process.inputReader()) {
                String ready = output.lines()
                        .filter(line -> line.startsWith("traffic "))
                        .findFirst()
                        .orElseThrow();

                process.toHandle().destroy();

                assertThat(ready).contains("duration=PT0S");
                assertThat(output.lines()).anyMatch(line -> line.startsWith("stopped "));
            }
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }

        @Test
        void servesItsAttendantAfterTheTrafficUntilHeGoes() throws Exception {
            Process process = start("--attended");
            try (BufferedReader output = process.inputReader()) {
                assertThat(output.lines().anyMatch(line -> line.startsWith("traffic ")))
                        .isTrue();

                process.getOutputStream().write('\n');
                process.getOutputStream().flush();

                assertThat(output.lines().anyMatch(line -> line.startsWith("stopped ")))
                        .isTrue();
                assertThat(process.isAlive()).isTrue();
                process.getOutputStream().close();
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(process.exitValue()).isZero();
        }

        private Process start(String... arguments) throws Exception {
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            List<String> command = new ArrayList<>(List.of(
                    java.toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    PropertyService.class.getName(),
                    "--time-scale",
                    "0.01"));
            command.addAll(List.of(arguments));
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        }
    }
}

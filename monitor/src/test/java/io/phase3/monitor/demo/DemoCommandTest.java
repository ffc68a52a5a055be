package io.phase3.monitor.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.phase3.monitor.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoCommandTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path home;

    private Path metrics;
    private Path journal;

    @BeforeEach
    void writeMetrics() throws IOException {
        metrics = Files.writeString(home.resolve("metrics"), CannedScrape.text());
        journal = Files.writeString(home.resolve("journal"), CannedScrape.journal());
    }

    @Nested
    class WithAllKinds {

        @Test
        void isDone() {
            assertThat(demo("--duration", "1s", "--port", "0")).isZero();
            assertThat(out.toString())
                    .contains("metrics  http://127.0.0.1:", "realtime_intelligence websocket     100")
                    .contains("All five kinds of call were measured.");
            assertThat(err.toString()).isEmpty();
        }

        @Test
        void writesNothingButJsonToStdoutWithJson() {
            assertThat(demo("--duration", "1s", "--port", "0", "--json")).isZero();
            assertThat(out.toString().lines().toList())
                    .singleElement()
                    .satisfies(
                            line -> assertThat(line).startsWith("{\"ok\":true,").endsWith("}"));
            assertThat(err.toString()).contains("metrics  http://127.0.0.1:");
        }

        @Test
        void keepsTheLogInAFolderOfTheRun() throws IOException {
            demo("--duration", "1s", "--port", "0");

            try (var files = Files.walk(home.resolve("target/demo"))) {
                assertThat(files.filter(file -> file.endsWith("application.log")))
                        .singleElement()
                        .satisfies(log -> assertThat(log).hasContent("fake application starting"));
            }
        }
    }

    @Nested
    class Money {

        @Test
        void isSaidToBeEqualInCountersAndJournal() {
            demo("--duration", "1s", "--port", "0");

            assertThat(out.toString())
                    .contains("Counters and journal are equal to the cent.", "/journal" + System.lineSeparator());
        }

        @Test
        void thatDiffersByACentIsAFailure() throws IOException {
            Files.writeString(metrics, CannedScrape.text().replace("1000.5", "1000.51"));

            assertThat(demo("--duration", "1s", "--port", "0", "--json")).isEqualTo(1);
            assertThat(err.toString())
                    .contains(
                            "Counters and journal differ;",
                            "  revenue of realtime_intelligence: $1000.51 counted, $1000.50 in the journal");
            assertThat(out.toString()).startsWith("{\"ok\":false,");
        }

        @Test
        void isEqualDespiteALineThatSomebodyElseWrote() throws IOException {
            Files.writeString(journal, "what is this?\n" + CannedScrape.journal());

            assertThat(demo("--duration", "1s", "--port", "0")).isZero();
            assertThat(out.toString()).contains("Not read in the journal: ", "2026-01-10.jsonl: 1: ");
        }
    }

    @Test
    void saysWhichKindIsMissing() throws IOException {
        String withoutVision = CannedScrape.text().replace(MeasuredKind.VISION.histogram(), "phase3_other");
        Files.writeString(metrics, withoutVision);

        assertThat(demo("--duration", "1s", "--port", "0")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("Not measured: vision (phase3_vision_analysis_duration_seconds)");
    }

    @Test
    void showsTheEndOfTheLogWhenTheApplicationFails() {
        metrics = null;

        assertThat(demo("--port", "0")).isEqualTo(1);
        assertThat(err.toString())
                .contains("the application ended by itself with exit code 3", "the database is not there")
                .doesNotContain("\tat ");
    }

    @Test
    void refusesAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(demo("--port", Integer.toString(taken.getLocalPort()))).isEqualTo(1);
        }
        assertThat(err.toString()).contains("is taken; --port 0 takes any that is free");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port=70000", "--duration=soon", "--rate=fast", "--unknown"})
    void answersAWrongCommandWithWhereToReadOn(String argument) {
        assertThat(demo(argument)).isEqualTo(2);
        assertThat(err.toString()).contains("phase3 demo: ", "Try 'phase3 demo --help'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--json"})
    void leavesNoProcessBehindWhenItIsEnded(String option) throws Exception {
        List<String> command = new ArrayList<>(DemoOfFakeApplication.java(DemoOfFakeApplication.class));
        command.addAll(List.of(home.toString(), metrics.toString(), "demo", "--port", "0"));
        if (!option.isEmpty()) {
            command.add(option);
        }
        Path output = home.resolve("output");
        Process demo = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(output).content().contains("Ctrl-C ends it."));
            List<ProcessHandle> children = demo.descendants().toList();
            assertThat(children).isNotEmpty();

            demo.destroy();

            await().atMost(PATIENCE).until(() -> !demo.isAlive());
            assertThat(children).noneMatch(ProcessHandle::isAlive);
            assertThat(output).content().contains(option.isEmpty() ? "All five kinds" : "{\"ok\":true,");
        } finally {
            demo.descendants().forEach(ProcessHandle::destroyForcibly);
            demo.destroyForcibly();
        }
    }

    private int demo(String... options) {
        List<String> arguments = new ArrayList<>(List.of("demo"));
        arguments.addAll(List.of(options));
        Terminal terminal = Terminal.plain(new PrintWriter(out, true), new PrintWriter(err, true));
        return DemoOfFakeApplication.commandLine(terminal, home, metrics).execute(arguments.toArray(new String[0]));
    }
}

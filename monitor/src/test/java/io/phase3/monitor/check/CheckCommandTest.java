package io.phase3.monitor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.explain.Report;
import io.phase3.agent.explain.ReportJson;
import io.phase3.monitor.Phase3;
import io.phase3.monitor.check.classpath.JarBuilder;
import io.phase3.monitor.check.sample.Deals;
import io.phase3.monitor.check.sample.LeadMessage;
import io.phase3.monitor.check.sample.LeadSocket;
import io.phase3.monitor.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    private static final String SOUND = """
            phase3.rules {
              lead-updates {
                kind    = websocket
                methods = ["io.phase3.monitor.check.sample.LeadSocket.onMessage(..)"]
                feature = realtime_intelligence
                type    = "'update'"
                lead    = "arg0.leadId"
              }
              sale-closed {
                kind    = conversion
                methods = ["io.phase3.monitor.check.sample.Deals+.close(..)"]
                lead    = "arg0.leadId"
                id      = "result.dealId"
                revenue = "arg0.price * 0.03"
              }
            }
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void build() throws IOException {
        new JarBuilder()
                .with("BOOT-INF/classes/", LeadSocket.class)
                .with("BOOT-INF/classes/", LeadMessage.class)
                .stored(
                        "BOOT-INF/lib/deals.jar",
                        new JarBuilder()
                                .with(Deals.class)
                                .with(Deals.Desk.class)
                                .with(Deals.Sale.class)
                                .with(Deals.Deal.class)
                                .bytes())
                .writeTo(folder.resolve("app.jar"));
        Files.writeString(folder.resolve("phase3.conf"), SOUND);
    }

    @Test
    void saysWhatEachRuleWeavesInASpringBootJar() {
        assertThat(check("--config", "phase3.conf", "--classpath", "app.jar")).isZero();
        assertThat(out.toString()).isEqualTo("""
                lead-updates  websocket                                          phase3.conf: 2
                  feature  realtime_intelligence
                  metric   phase3_websocket_latency_seconds{feature, message_type, outcome}
                  io.phase3.monitor.check.sample.LeadSocket.onMessage(LeadMessage, Object)
                      type  'update' -> text
                      lead  arg0.leadId -> text
                      in    app.jar!/BOOT-INF/classes

                sale-closed  conversion                                          phase3.conf: 9
                  feature  unattributed
                  metric   phase3_conversion_duration_seconds{feature, conversion_type,
                           outcome}
                  io.phase3.monitor.check.sample.Deals$Desk.close(Deals$Sale)
                      lead     arg0.leadId -> text
                      id       result.dealId -> text
                      revenue  arg0.price * 0.03 -> number (BigDecimal)
                      in       app.jar!/BOOT-INF/lib/deals.jar

                2 rules find 2 methods in 6 classes (0.0 s)
                """);
    }

    @Test
    void takesTheConfigurationInTheWorkingDirectoryWithoutBeingTold() {
        assertThat(check("--classpath", "app.jar")).isZero();
        assertThat(out.toString()).contains("2 rules find 2 methods");
    }

    @Test
    void saysThatThereIsNoConfiguration() throws IOException {
        Files.delete(folder.resolve("phase3.conf"));

        assertThat(check("--classpath", "app.jar")).isZero();
        assertThat(out.toString())
                .startsWith("note: phase3.conf: there is none in the working directory")
                .contains("no rules find no methods in 6 classes");
    }

    @Test
    void readsNoSettingsOfItsOwnEnvironmentButWhatTheConfigurationNames() throws IOException {
        Files.writeString(folder.resolve("phase3.conf"), SOUND.replace("realtime_intelligence", "${FEATURE}"));

        assertThat(check("--classpath", "app.jar")).isZero();
        assertThat(out.toString()).contains("feature  from_the_environment").doesNotContain("no-such-file.conf");
    }

    @Test
    void marksWhatIsWrongWithARuleThatFindsNothing() throws IOException {
        Files.writeString(folder.resolve("phase3.conf"), SOUND.replace("onMessage", "onMesage"));

        assertThat(check("--classpath", "app.jar")).isOne();
        assertThat(out.toString())
                .startsWith("lead-updates")
                .contains(
                        "      io.phase3.monitor.check.sample.LeadSocket.onMesage(..)",
                        "                                                ^^^^^^^^",
                        "      the method is named 'onMessage'")
                .endsWith("""
                        2 rules, 1 finds 1 method in 6 classes (0.0 s); 1 finds nothing: lead-updates;
                            1 error
                        """);
    }

    @Test
    void printsOneObjectOfJsonWhenAsked() {
        assertThat(check("--classpath", "app.jar", "--json")).isZero();
        assertThat(out.toString().lines()).hasSize(1);
        Report report = ReportJson.read(out.toString());
        assertThat(report.classes()).isEqualTo(6);
        assertThat(report.rules())
                .extracting(rule -> rule.methods().get(0).location())
                .containsExactly("app.jar!/BOOT-INF/classes", "app.jar!/BOOT-INF/lib/deals.jar");
    }

    @Test
    void looksAtEveryClassPathThatItIsGiven() throws IOException {
        new JarBuilder().with(Deals.Deal.class).writeTo(folder.resolve("a.jar"));
        new JarBuilder().with(Deals.Sale.class).writeTo(folder.resolve("b.jar"));

        check("-cp", "a.jar", "b.jar", "--class-path", "app.jar", "--json");

        assertThat(ReportJson.read(out.toString()).classes()).isEqualTo(6);
    }

    @Nested
    class GoesOn {
        @Test
        void behindAMistakeInTheConfiguration() throws IOException {
            Files.writeString(folder.resolve("phase3.conf"), SOUND + "phase3.exporter.prot = 1\n");

            assertThat(check("--classpath", "app.jar")).isOne();
            assertThat(out.toString())
                    .startsWith("error: phase3.conf: 17: exporter: unknown key 'prot' - did you mean 'port'?")
                    .contains("2 rules find 2 methods in 6 classes (0.0 s); 1 error");
        }

        @Test
        void behindAJarThatIsBroken() throws IOException {
            Files.writeString(folder.resolve("broken.jar"), "404");

            assertThat(check("--classpath", "broken.jar:app.jar")).isOne();
            assertThat(out.toString())
                    .startsWith("error: broken.jar: this jar cannot be read: it is no zip file, or its end is")
                    .contains("2 rules find 2 methods in 6 classes");
        }

        @Test
        void withNothingButABrokenJar() throws IOException {
            Files.writeString(folder.resolve("broken.jar"), "404");

            assertThat(check("--classpath", "broken.jar")).isOne();
            assertThat(out.toString()).startsWith("error: broken.jar: this jar cannot be read");
        }

        @Test
        void behindAClassOfALaterJava() throws IOException {
            byte[] later = JarBuilder.bytesOf(LeadSocket.class);
            later[7] = 120;
            new JarBuilder().with(JarBuilder.pathOf(LeadSocket.class), later).writeTo(folder.resolve("later.jar"));

            assertThat(check("--classpath", "later.jar:app.jar")).isOne();
            assertThat(out.toString())
                    .contains("its class file is of Java 76, which is newer than", LeadSocket.class.getName());
        }

        @Test
        void withoutClassesThatStandOneFolderTooDeep() throws IOException {
            Path file = folder.resolve("target/classes").resolve(JarBuilder.pathOf(LeadMessage.class));
            Files.createDirectories(file.getParent());
            Files.write(file, JarBuilder.bytesOf(LeadMessage.class));

            assertThat(check("--classpath", "target:app.jar")).isZero();
            assertThat(out.toString())
                    .startsWith("warning: target: no JVM finds 1 class below target/classes/: name that folder");
        }
    }

    @Nested
    class RunningJvm {
        @Test
        void isAskedForItsReport() {
            assertThat(check("--pid", "4711")).isZero();
            assertThat(out.toString()).isEqualTo("no rules find no methods in 4,711 classes (0.0 s)\n");
        }

        @Test
        void mustExist() {
            CheckCommand command = new CheckCommand(terminal());
            assertThat(run(command, "--pid", "999999999")).isOne();
            assertThat(err.toString().lines()).hasSize(1);
            assertThat(err.toString()).startsWith("phase3 check: ").contains("999999999");
        }

        @Test
        void isNotAskedTogetherWithFiles() {
            assertWrong("--pid asks a JVM that runs, --classpath", "--pid", "1", "--classpath", "app.jar");
            assertWrong("--pid asks an agent that has its configuration", "--pid", "1", "--config", "phase3.conf");
        }
    }

    @Nested
    class Refuses {
        @Test
        void aConfigurationThatDoesNotExist() {
            assertWrong(
                    "--config: 'phase.conf' does not exist - did you mean 'phase3.conf'?",
                    "--config",
                    "phase.conf",
                    "--classpath",
                    "app.jar");
        }

        @Test
        void aFolderAsConfiguration() {
            assertWrong(
                    "--config . is a folder: name the file in it, as in ./phase3.conf",
                    "--config",
                    ".",
                    "--classpath",
                    "app.jar");
        }

        @Test
        void toGuessWhatToLookAt() {
            assertWrong("name what to look at: --classpath app.jar:libs/, or --pid PID");
        }

        @Test
        void aClassPathThatLeadsNowhere() {
            assertWrong("--classpath: 'ap.jar' does not exist - did you mean 'app.jar'?", "--classpath", "ap.jar");
            assertWrong("--classpath: it is empty", "--classpath", "");
        }

        @Test
        void aClassPathWithoutClasses() throws IOException {
            Files.createDirectory(folder.resolve("docs"));

            assertWrong("--classpath: there is no class in 'docs'", "--classpath", "docs");
        }
    }

    private void assertWrong(String message, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(check(arguments)).isEqualTo(2);
        assertThat(err.toString()).startsWith("phase3 check: " + message);
        assertThat(out.toString()).isEmpty();
    }

    private int check(String... arguments) {
        Map<String, String> environment = Map.of(
                "PHASE3_CONFIG", "no-such-file.conf",
                "PHASE3_EXPORTER_PORT", "none",
                "FEATURE", "from_the_environment");
        Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        return run(
                new CheckCommand(
                        terminal(), clock, folder, environment, pid -> new Report((int) pid, List.of(), List.of())),
                arguments);
    }

    private int run(CheckCommand command, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "check";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Phase3.commandLine(terminal(), List.of(command)).execute(all);
    }

    private Terminal terminal() {
        return Terminal.plain(new PrintWriter(out, true), new PrintWriter(err, true));
    }
}

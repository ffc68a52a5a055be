package io.phase3.monitor.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.phase3.monitor.stack.StackCli.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said before anything is started. */
class StackCommandTest {
    @TempDir
    private Path folder;

    private Path directory;
    private StackCli cli;

    @BeforeEach
    void machineWithoutPrograms() throws IOException {
        directory = folder.resolve("stack");
        Files.createDirectories(folder.resolve("bin"));
        cli = StackCli.in(folder)
                .with("PATH", folder.resolve("bin").toString())
                .with("PHASE3_STACK_DIR", directory.toString());
    }

    /** A program that does as the script says, and writes its arguments down. */
    private void install(String name, String script) throws IOException {
        Path program = folder.resolve("bin").resolve(name);
        Files.writeString(program, "#!/bin/sh\necho \"$*\" >> " + folder.resolve("calls") + "\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }

    private void refused(int status, String message, String... arguments) {
        Answer answer = cli.stack(arguments);

        assertThat(answer.err()).contains(message).doesNotContain("\tat ");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.out()).isEmpty();
    }

    @Nested
    class WithoutPrograms {
        @Test
        void startSaysWhatToInstall() {
            refused(
                    1,
                    "phase3 stack start: alertmanager and prometheus are not on the PATH:"
                            + " apt-get install prometheus-alertmanager prometheus; or install and start Docker with its"
                            + " Compose plugin (docker is not on the PATH)\n",
                    "start");
        }

        @Test
        void startSaysWhatIsMissingOfPrograms() throws IOException {
            install("prometheus", "exit 1");

            refused(
                    1,
                    "alertmanager is not on the PATH: apt-get install prometheus-alertmanager\n",
                    "start",
                    "--with",
                    "native");
        }

        @Test
        void startSaysWhatIsMissingOfDocker() {
            refused(1, "docker is not on the PATH: install and start Docker", "start", "--with", "compose");
        }

        @Test
        void theNamesOfTheirMakersAreAsGoodAsDebians() throws IOException {
            install("prometheus", "exit 1");
            install("alertmanager", "exit 1");

            refused(1, "/config/nowhere.conf does not exist", "start", "--exporter-config", "/config/nowhere.conf");
        }

        @Test
        void aFolderThatIsNoCopyOfTheConfigurationIsRefused() throws IOException {
            install("prometheus", "exit 1");
            install("alertmanager", "exit 1");

            refused(
                    1,
                    folder + " has no prometheus.yml; name a copy of config/monitoring",
                    "start",
                    "--monitoring",
                    "" + folder);
        }

        @Test
        void whatDoesNotRunIsSaidByAllOtherCommands() {
            assertThat(cli.stack("status").status()).isEqualTo(1);
            assertThat(cli.stack("status").out())
                    .isEqualTo("There is no stack in " + directory + "; phase3 stack start starts one.\n");
            assertThat(cli.stack("health").status()).isEqualTo(1);
            assertThat(cli.stack("health").out()).contains("stack  FAILED  there is none in");
            assertThat(cli.stack("stop").status()).isZero();
            assertThat(cli.stack("stop").out()).isEqualTo("There is no stack in " + directory + ".\n");
            refused(1, "there is no stack in " + directory + "; phase3 stack start", "reload-prometheus");
            assertThat(directory).doesNotExist();
        }

        @Test
        void aSupervisorWhoseStartWasKilledStartsNothing() throws Exception {
            Process ended = new ProcessBuilder("/bin/true").start();
            ended.waitFor();

            refused(1, ", which wanted this stack, has ended", "supervise", "--for", Long.toString(ended.pid()));
        }

        @Test
        void programsAreToldInJson() throws IOException {
            assertThat(cli.stack("status", "--json").json().path("state").asText())
                    .isEqualTo("stopped");
            assertThat(cli.stack("health", "--json").json().path("healthy").asBoolean(true))
                    .isFalse();
            assertThat(cli.stack("stop", "--json").json().path("outcome").asText())
                    .isEqualTo("not running");
        }
    }

    @Nested
    class AWrongCommand {
        @BeforeEach
        void programs() throws IOException {
            install("prometheus", "exit 1");
            install("prometheus-alertmanager", "exit 1");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "--port|nothing=1|'nothing' is no part; there are exporter, blackbox, redis_exporter",
                    "--port|prometheus=65536|'65536' is no port; write a number within 0-65535",
                    "--without|nothing|'nothing' is no part",
                    "--with|luck|'luck' is neither native nor compose",
                    "--wait|soon|'soon' is no duration"
                })
        void isRefused(String option, String value, String message) {
            refused(2, message, "start", option, value);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "--without|prometheus|there is no stack without prometheus",
                    "--port|grafana=0|--port grafana: this part is not installed",
                    "--port|prometheus=9093|port 9093 is that of two parts"
                })
        void isNotPossible(String option, String value, String message) {
            refused(1, message, "start", option, value);
        }

        @Test
        void isRefusedWherePortsAreTakenAndSaysByWhom() throws IOException {
            HttpServer somebody = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            somebody.start();
            try {
                int port = somebody.getAddress().getPort();

                refused(
                        1,
                        "port " + port + " is taken by another program (pid "
                                + ProcessHandle.current().pid() + "): stop it, or --port exporter=",
                        "start",
                        "--port",
                        "exporter=" + port,
                        "--port",
                        "prometheus=0",
                        "--port",
                        "alertmanager=0");
            } finally {
                somebody.stop(0);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"start", "stop", "status", "health", "reload-prometheus"})
        void isAnsweredByHelpInEightyColumns(String command) {
            Answer help = cli.stack(command, "--help");

            assertThat(help.status()).isZero();
            assertThat(help.out()).contains("Usage: phase3 stack " + command, "--directory=DIR", "--json");
            assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
        }

        @Test
        void doesNotTouchAFolderThatIsSomebodyElses() throws IOException {
            Path theirs = Files.createDirectories(folder.resolve("theirs/config"));
            Files.writeString(theirs.resolve("precious"), "");
            String named = theirs.getParent().toString();

            refused(1, named + " is no stack's folder, and has a config", "start", "--directory", named);
            refused(1, "there is no stack in " + named, "reload-prometheus", "--directory", named);
            assertThat(cli.stack("stop", "--purge", "--directory", named).out())
                    .isEqualTo("There is no stack in " + named + ".\n");

            assertThat(theirs.resolve("precious")).exists();
            assertThat(theirs.getParent()).isDirectoryContaining("glob:**/config");
        }

        @Test
        void doesNotBreakAFolderThatCannotBeWritten() throws IOException {
            Path file = Files.createFile(folder.resolve("file"));

            refused(
                    1,
                    "the stack's folder " + file.resolve("stack") + " cannot be written",
                    "start",
                    "--directory",
                    file.resolve("stack").toString());
        }
    }

    @Nested
    class WhatIsLeft {
        @BeforeEach
        void ofAStack() {
            new StackDirectory(directory).create();
        }

        /** With the birth that {@code stack.json} has of this JVM, which is no part of any stack. */
        private void supervised(String birth) throws IOException {
            Files.writeString(directory.resolve("stack.json"), """
                    {
                      "setup": {
                        "with": "native", "home": "/", "exporterConfig": "", "ports": { "exporter": 1 }, "absent": {}
                      },
                      "supervisor": { "pid": %d, "birth": "%s" },
                      "parts": { "exporter": { "process": null, "restarts": 1, "lastEnd": "signal 9" } }
                    }
                    """.formatted(
                            ProcessHandle.current().pid(), birth));
        }

        @Test
        void isDegradedWhereItIsStartedAgainByItsSupervisor() throws IOException {
            supervised(ProcessId.of(ProcessHandle.current()).birth());

            assertThat(cli.stack("status").status()).isEqualTo(1);
            assertThat(cli.stack("status").out()).contains("What has ended is started again");
            assertThat(cli.stack("status", "--json").json().path("state").asText())
                    .isEqualTo("degraded");
        }

        @Test
        void isNothingWhereAnotherProcessHasTheNumberOfTheSupervisor() throws IOException {
            supervised("another boot+1");

            assertThat(cli.stack("status").out()).contains("Nothing of it runs");
            assertThat(cli.stack("stop").out())
                    .isEqualTo("The stack has ended; its data and logs stay in " + directory + ".\n");
        }

        @Test
        void isDeletedByPurgeWhichSaysSo() {
            assertThat(cli.stack("stop", "--purge").out())
                    .isEqualTo("There is no stack in " + directory + "; its data and logs are deleted.\n");
            assertThat(directory).doesNotExist();
        }

        @Test
        void isNotWhatACommandThatHasWaitedWouldWorkOn() throws Exception {
            StackDirectory stack = new StackDirectory(directory);
            CompletableFuture<Boolean> waits = StackLock.holding(stack, Duration.ofMinutes(1), () -> {
                CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(() -> holds(stack));
                stack.purge();
                return other;
            });

            assertThat(waits)
                    .failsWithin(Duration.ofMinutes(1))
                    .withThrowableThat()
                    .withMessageContaining("another command has just deleted the stack in " + directory);
        }

        @Test
        void isWorkedOnInVainWhereTheDiskRefuses() throws IOException {
            Files.createDirectories(directory.resolve("stack.json.next/full"));
            install("docker", "exit 0");
            Files.writeString(cli.home().resolve("config/compose.yaml"), "services: {}\n");
            Path jar = cli.home().resolve("monitor/target/phase3-monitor.jar");
            Files.createDirectories(jar.getParent());
            Files.createFile(jar);

            refused(1, "phase3 stack start: the stack in " + directory + " cannot be worked on: ", "start");
        }

        private static boolean holds(StackDirectory stack) {
            try {
                return StackLock.holding(stack, Duration.ofMinutes(1), () -> true);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Nested
    class WithDocker {
        private static final String COMPOSE = """
                case "$*" in
                    *" ps "*) echo '{"Service":"prometheus","State":"running","Health":"healthy"}'
                              echo '{"Service":"exporter","State":"running","Health":""}'
                              echo 'WARN: a variable is not set' >&2 ;;
                esac
                """;

        @BeforeEach
        void file() throws IOException {
            Files.writeString(
                    cli.home().resolve("config/compose.yaml"),
                    "services: {}\nsecrets: { database-password: { file: ./secrets/database-password } }\n");
            Path password = cli.home().resolve("config/secrets/database-password");
            Files.createDirectories(password.getParent());
            Files.writeString(password, "secret");
            Path jar = cli.home().resolve("monitor/target/phase3-monitor.jar");
            Files.createDirectories(jar.getParent());
            Files.createFile(jar);
        }

        private String file(String command) {
            return "compose --file " + cli.home().resolve("config/compose.yaml") + " " + command;
        }

        @Test
        void composeRunsWhatIsNotInstalled() throws IOException {
            install("docker", COMPOSE);

            Answer started = cli.stack("start");
            assertThat(started.status()).as(started.err()).isZero();
            assertThat(cli.stack("status").status()).isZero();
            assertThat(cli.stack("status").out()).contains("prometheus  running healthy", "exporter    running");
            assertThat(cli.stack("stop").status()).isZero();

            assertThat(calls())
                    .startsWith("compose version", "info", file("up --detach --build --wait"))
                    .endsWith(file("down"));
            assertThat(cli.stack("status").status()).isEqualTo(1);
        }

        @Test
        void aConfigurationIsReadAgainOnceItIsKnownToBeRight() throws IOException {
            install("docker", COMPOSE);
            cli.stack("start");

            assertThat(cli.stack("reload-prometheus").status()).isZero();

            assertThat(calls())
                    .endsWith(
                            file("exec -T prometheus promtool check config /etc/prometheus/prometheus.yml"),
                            file("exec -T alertmanager amtool check-config /etc/alertmanager/alertmanager.yml"),
                            file("kill --signal HUP prometheus alertmanager blackbox"));
        }

        @Test
        void aWrongConfigurationIsNotRead() throws IOException {
            install("docker", "case \"$*\" in *promtool*) echo FAILED: parse error >&2; exit 1 ;; esac");
            cli.stack("start");

            refused(1, "docker compose exec fails:\nFAILED: parse error\n", "reload-prometheus");

            assertThat(calls()).last().asString().contains("promtool");
        }

        @Test
        void aStartThatFailsIsCleanedUp() throws IOException {
            install("docker", "case \"$*\" in *' up '*) echo no space left >&2; exit 1 ;; esac");

            refused(1, "docker compose up fails:\nno space left\n", "start");

            assertThat(calls()).endsWith(file("down"));
            assertThat(cli.stack("status").out()).startsWith("There is no stack in ");
        }

        @Test
        void volumesAreDeletedWhenAskedFor() throws IOException {
            install("docker", COMPOSE);
            cli.stack("start");

            assertThat(cli.stack("stop", "--purge").status()).isZero();

            assertThat(calls()).endsWith(file("down --volumes"));
            assertThat(directory).doesNotExist();
        }

        @Test
        void anEngineThatIsNotReachedIsNoEngine() throws IOException {
            install("docker", "[ \"$1\" != info ]");

            refused(1, "(docker reaches no engine)", "start");
        }

        @Test
        void withoutComposeItIsOfNoUse() throws IOException {
            install("docker", "[ \"$1\" != compose ]");

            refused(1, "docker has no Compose: install", "start", "--with", "compose");
        }

        @Test
        void whatAnImageIsMadeOfHasToBeThere() throws IOException {
            install("docker", COMPOSE);
            Files.delete(cli.home().resolve("monitor/target/phase3-monitor.jar"));

            refused(
                    1,
                    cli.home().resolve("monitor/target/phase3-monitor.jar")
                            + " does not exist: mvn -pl monitor -am package -DskipTests (docs/deployment.md)",
                    "start");
            assertThat(calls()).containsExactly("compose version", "info");
        }

        @Test
        void secretsHaveToBeMadeBefore() throws IOException {
            install("docker", COMPOSE);
            Files.delete(cli.home().resolve("config/secrets/database-password"));

            refused(
                    1,
                    cli.home().resolve("config/secrets/database-password")
                            + " does not exist: config/docker/make-secrets (docs/deployment.md)",
                    "start");
            assertThat(calls()).containsExactly("compose version", "info");
        }

        @Test
        void optionsOfProgramsAreRefused() throws IOException {
            install("docker", COMPOSE);

            refused(1, "or use --with native", "start", "--port", "prometheus=0");
        }
    }
}

package io.phase3.monitor.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything that can stand in the way of attaching, with real JVMs; the agent is a fake that says what it is told. */
class AttachCommandIT {
    private static final String REPLY = "{\"did\":\"failed\",\"message\":\"VERB of ARGUMENT\"}";

    @TempDir
    private Path folder;

    private Path fakeJar;
    private Path err;
    private Set<Path> temporaryFiles;

    @BeforeEach
    void setUp() throws IOException {
        fakeJar = TargetJvm.fakeJar(folder.resolve("fake.jar"));
        err = folder.resolve("err.txt");
        temporaryFiles = replyFolders();
    }

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        assertThat(replyFolders()).isEqualTo(temporaryFiles);
    }

    @Test
    void asksTheAgentByItsProtocol() throws Exception {
        Path configuration = Files.writeString(folder.resolve("a b+ü.conf"), "");
        try (TargetJvm jvm = target("-Dreply=" + REPLY)) {
            Command attach = attach(jvm, "--config", configuration.toString());
            assertThat(attach.code()).isEqualTo(1);
            assertThat(attach.err()).contains("@attach of " + configuration);

            assertThat(attach(jvm, "--reload").err()).contains("@reload of ");
            assertThat(attach(jvm, "--reload", "--json").out())
                    .isEqualToIgnoringNewLines("{\"did\":\"failed\",\"message\":\"@reload of \"}");
        }
    }

    @Test
    void takesAPathRelativeToItsOwnFolderAlthoughTheJvmHasAnother() throws Exception {
        Path configuration = Files.createTempFile(Path.of("target"), "relative", ".conf");
        try (TargetJvm jvm = target("-Dreply=" + REPLY)) {
            assertThat(attach(jvm, "--config", configuration.toString()).err())
                    .contains("@attach of " + configuration.toAbsolutePath());
        } finally {
            Files.delete(configuration);
        }
    }

    @Test
    void listsJvmsWithoutTouchingThem() throws Exception {
        try (TargetJvm jvm = target("-Dreply=failure")) {
            assertThat(Command.run().out())
                    .containsPattern(" *pid +user +java +runs +agent")
                    .containsPattern("(?m)^ *" + jvm.pid() + " .*FakeAgent +no$");
            assertThat(listed(jvm).path("java").textValue()).isEqualTo(System.getProperty("java.version"));
            assertThat(listed(jvm).path("agent").textValue()).isEqualTo("no");
            assertThat(err).isEmptyFile();
        }
    }

    @Test
    void listsWhereTheMetricsOfAnAgentAre() throws Exception {
        Path agent = TargetJvm.fakeJar(folder.resolve("phase3-agent-1.0.jar"));
        String reply = "{\"did\":\"reported\",\"metrics\":\"http://127.0.0.1:8017/metrics\"}";
        try (TargetJvm jvm = TargetJvm.start(err, TargetJvm.command(agent, "-Dreply=" + reply))) {
            assertThat(Command.run("--list").out()).containsPattern("(?m)^ *" + jvm.pid() + " .* yes, 127.0.0.1:8017$");
            assertThat(listed(jvm).path("metrics").textValue()).isEqualTo("http://127.0.0.1:8017/metrics");
        }
    }

    @Test
    void namesTheJvmsWhereThereIsNoneWithThatPid() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        try (TargetJvm jvm = target()) {
            assertRefused(
                    Command.run(Long.toString(ended.pid())), "there is no process " + ended.pid(), "JVMs here are ");
            assertThat(jvm.isRunning()).isTrue();
        }
    }

    @Test
    void leavesAProcessAloneThatIsNoJvm() throws Exception {
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            assertRefused(Command.run(Long.toString(other.pid())), "process " + other.pid() + " runs no Java");
            assertThat(other.isAlive()).as("SIGQUIT would have ended it").isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void doesNotAttachToItself() {
        assertRefused(Command.run(Long.toString(ProcessHandle.current().pid())), "is this command itself");
    }

    @ParameterizedTest
    @CsvSource({
        "-XX:+DisableAttachMechanism, started with -XX:+DisableAttachMechanism; start it with -javaagent instead",
        "-XX:-EnableDynamicAgentLoading, -XX:-EnableDynamicAgentLoading; start it with -javaagent instead",
        "-Xrs, or was started with -Xrs (start it with -javaagent instead)",
        "-Dreply=silence, it is older than this command",
        "-Dreply=nonsense, answered what is no reply",
        "-Dreply=failure, the agent did not start in JVM",
    })
    void saysWhyAJvmDoesNotTakeTheAgent(String option, String reason) throws Exception {
        try (TargetJvm jvm = target(option)) {
            assertRefused(attach(jvm), reason);
            assertThat(jvm.isRunning()).isTrue();
        }
    }

    @Test
    void seesThatTheAttachMechanismIsOffWhereTheCommandLineDoesNotSaySo() throws Exception {
        Path options = Files.writeString(folder.resolve("options"), "-XX:+DisableAttachMechanism");
        try (TargetJvm jvm = target("@" + options)) {
            assertRefused(attach(jvm), "started with -XX:+DisableAttachMechanism");
            assertThat(err).isEmptyFile();
        }
    }

    @Test
    void saysThatAJarIsNoAgent() throws Exception {
        try (TargetJvm jvm = target()) {
            Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
            assertRefused(Command.run(jvm.pid(), "--agent", text.toString()), "or it is no agent's jar");
            Path absent = folder.resolve("absent.jar");
            assertRefused(
                    Command.run(jvm.pid(), "--agent", absent.toString()), "the agent " + absent + " does not exist");
        }
    }

    @Test
    void saysThatThereIsNoSuchConfiguration() throws Exception {
        try (TargetJvm jvm = target()) {
            Path absent = folder.resolve("absent.conf");
            assertRefused(
                    attach(jvm, "--config", absent.toString()), "the configuration " + absent + " does not exist");
        }
    }

    @Test
    void doesNotWaitForAStoppedJvm() throws Exception {
        try (TargetJvm jvm = target()) {
            jvm.signal("STOP");
            await().until(
                            () -> new ProcFiles(Long.parseLong(jvm.pid()))
                                    .status("State")
                                    .orElse(""),
                            s -> s.startsWith("T"));

            assertRefused(attach(jvm), "is stopped, and cannot answer: kill -CONT " + jvm.pid());
        }
    }

    @Test
    void doesNotWaitForeverForAJvmThatHangs() throws Exception {
        try (TargetJvm jvm = target("-Dreply=hang")) {
            assertRefused(attach(jvm, "--timeout", "1s"), "has not answered within 6 s");
            // Its listener is in the agent, and takes the next call without an answer.
            assertRefused(attach(jvm, "--timeout", "1s"), "has not answered within 1 s: it hangs");
        }
    }

    @Test
    void warnsOfTheWarningOfJava21() throws Exception {
        String java = Jdks.of(25).toString();
        List<String> command = TargetJvm.command(fakeJar, "-Dreply=" + REPLY);
        command.set(0, java);
        try (TargetJvm jvm = TargetJvm.start(err, command)) {
            assertThat(attach(jvm).err()).contains("note: that JVM will print", "-XX:+EnableDynamicAgentLoading");
            assertThat(err).content().contains("WARNING: A Java agent has been loaded dynamically");
        }
        command.add(1, "-XX:+EnableDynamicAgentLoading");
        try (TargetJvm jvm = TargetJvm.start(err, command)) {
            assertThat(attach(jvm).err()).doesNotContain("note:");
            assertThat(err).isEmptyFile();
        }
    }

    @Test
    void saysWhoMayAttachToAnotherUsersJvm() throws Exception {
        assumeRoot();
        try (TargetJvm jvm = target("-Dreply=" + REPLY)) {
            Path output = folder.resolve("output.txt");
            List<String> command = as("nobody", TargetJvm.ownJava().toString(), "-jar", "target/phase3-monitor.jar");
            command.addAll(List.of("attach", jvm.pid()));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();

            assertThat(process.waitFor()).isEqualTo(1);
            assertThat(output)
                    .content()
                    .contains("is root's, who has to do this: sudo -u root ./phase3 attach " + jvm.pid())
                    .hasLineCount(1);
        }
    }

    @Test
    void attachesAsRootToAnotherUsersJvmWhichThenMayWriteTheReply() throws Exception {
        assumeRoot();
        Path open = Files.createTempDirectory("phase3-attach");
        try {
            Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path jar = TargetJvm.fakeJar(open.resolve("fake.jar"));
            Path secret = Files.createFile(
                    open.resolve("phase3.conf"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            List<String> command =
                    as("nobody", TargetJvm.command(jar, "-Dreply=" + REPLY).toArray(String[]::new));
            try (TargetJvm jvm = TargetJvm.start(err, command)) {
                assertThat(Command.run(jvm.pid(), "--agent", jar.toString()).err())
                        .contains("@attach of ");
                assertThat(listed(jvm).path("user").textValue()).isEqualTo("nobody");
                assertRefused(
                        Command.run(jvm.pid(), "--agent", jar.toString(), "--config", secret.toString()),
                        "the configuration " + secret + " cannot be read by nobody");
                // The folders of JUnit are its user's alone.
                assertRefused(attach(jvm), "the agent " + fakeJar + " cannot be read by nobody");
            }
        } finally {
            delete(open);
        }
    }

    @Test
    void attachesToAJvmInAContainerWithTheAgentInThere() throws Exception {
        assumeRoot();
        try (TargetJvm jvm = inContainer("--pid", "--fork", "--mount-proc")) {
            Command attach = Command.run(jvm.javaPid(), "--agent", "/tmp/inside.jar");
            assertThat(attach.err()).contains("@attach of ");
            assertRefused(
                    Command.run(jvm.javaPid(), "--agent", fakeJar.toString()),
                    "is in a container and cannot see the agent " + fakeJar + "; copy it in");
        }
    }

    /** A service with PrivateTmp=yes. */
    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void doesNotCallAJvmWhereItCannotHear() throws Exception {
        assumeRoot();
        try (TargetJvm jvm = inContainer()) {
            assertRefused(
                    Command.run(jvm.pid(), "--agent", "/tmp/inside.jar"),
                    "has a /tmp of its own",
                    "nsenter --target " + jvm.pid() + " --mount");
        }
    }

    private TargetJvm inContainer(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
        command.addAll(List.of(options));
        // The file is open before its folder is hidden.
        command.addAll(List.of(
                "sh", "-c", "exec 3<\"$0\" && mount -t tmpfs none /tmp && cat <&3 >/tmp/inside.jar && exec \"$@\""));
        command.add(fakeJar.toString());
        command.addAll(TargetJvm.command(Path.of("/tmp/inside.jar"), "-Dreply=" + REPLY));
        return TargetJvm.start(err, command);
    }

    private static void assumeRoot() {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can be two users");
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private static List<String> as(String user, String... command) {
        List<String> all = new ArrayList<>(List.of("setpriv", "--reuid", user, "--clear-groups"));
        all.addAll(List.of(command));
        return all;
    }

    private Command attach(TargetJvm jvm, String... arguments) {
        List<String> all = new ArrayList<>(List.of(jvm.pid(), "--agent", fakeJar.toString()));
        all.addAll(List.of(arguments));
        return Command.run(all.toArray(String[]::new));
    }

    private TargetJvm target(String... options) throws IOException {
        return TargetJvm.start(err, TargetJvm.command(fakeJar, options));
    }

    private static JsonNode listed(TargetJvm jvm) throws IOException {
        for (JsonNode entry :
                new JsonMapper().readTree(Command.run("--json").out()).path("jvms")) {
            if (entry.path("pid").asText().equals(jvm.pid())) {
                return entry;
            }
        }
        throw new AssertionError(jvm.pid() + " is not in the list");
    }

    private static void assertRefused(Command command, String... reasons) {
        assertThat(command.err()).contains(reasons).hasLineCount(1).startsWith("phase3 attach: ");
        assertThat(command.out()).isEmpty();
        assertThat(command.code()).isEqualTo(1);
    }

    /** Those of this JVM: others attach at the same time. */
    private static Set<Path> replyFolders() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith(ReplyFile.PREFIX))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}

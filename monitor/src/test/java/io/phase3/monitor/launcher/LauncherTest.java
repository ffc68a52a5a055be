package io.phase3.monitor.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The real script in a repository of its own, whose Maven only notes what it was asked. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    private static final Instant YESTERDAY = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private Path home;
    private Path launcher;
    private Path binaries;

    @BeforeEach
    void setUp() throws IOException {
        home = Files.createDirectories(folder.toRealPath().resolve("a folder with spaces"));
        launcher = Files.copy(Path.of("../phase3"), home.resolve("phase3"));
        binaries = Files.createDirectories(folder.resolve("bin"));
        mavenThat("exit 0");
        Files.setLastModifiedTime(Files.writeString(home.resolve("pom.xml"), ""), FileTime.from(YESTERDAY));
        for (String module : List.of("monitor", "agent", "test-app")) {
            writeJar(module);
        }
    }

    @Test
    void passesItsFolderAndTheArgumentsOn() throws Exception {
        Outcome outcome = run(launcher, "demo", "--rate", "2 0", "*");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.output().lines()).containsExactly("home=" + home, "arguments=demo|--rate|2 0|*");
    }

    @Test
    void startsCheckWithOptionsThatEveryJvmTakes() throws Exception {
        Outcome outcome = run(launcher, "check", "--classpath", "a b.jar");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.output().lines()).containsExactly("home=" + home, "arguments=check|--classpath|a b.jar");
    }

    @Test
    void findsItsFolderThroughSymbolicLinks() throws Exception {
        Path relative = Files.createSymbolicLink(home.resolve("alias"), Path.of("phase3"));
        Path absolute = Files.createSymbolicLink(folder.resolve("phase3"), relative);

        assertThat(run(absolute, "--help").output()).contains("home=" + home + System.lineSeparator());
    }

    @Test
    void saysWhichJavaIsNeeded() throws Exception {
        Path jdk = Files.createDirectories(folder.resolve("jdk8/bin")).getParent();
        executable(jdk.resolve("bin/java"), "exit 0");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"1.8.0_402\"\n");

        Outcome outcome = run(jdk, launcher, "--help");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.output()).contains("is Java 1.8.0_402; a JDK, 17 or later, is needed");
    }

    @Nested
    class Building {

        @Test
        void happensOnlyForWhatIsOlderThanItsSources() throws Exception {
            edit("test-app");

            run(launcher, "demo");

            assertThat(askedOfMaven()).singleElement().asString().contains("-pl test-app -am package");
        }

        @Test
        void happensForTheMonitorWhenTheAgentWhoseJournalItReadsChanged() throws Exception {
            edit("agent");
            Files.setLastModifiedTime(jar("monitor"), FileTime.from(YESTERDAY));

            run(launcher, "--help");

            assertThat(askedOfMaven()).singleElement().asString().contains("-pl monitor -am package");
        }

        @Test
        void isNeverNeededTwice() throws Exception {
            edit("monitor");

            run(launcher, "demo");
            run(launcher, "demo");

            assertThat(askedOfMaven()).hasSize(1);
        }

        @Test
        void bringsAgentAndApplicationForTheDemoInOneCall() throws Exception {
            Files.delete(jar("agent"));
            edit("monitor");
            edit("test-app");
            mavenThat("touch agent/target/phase3-agent.jar");

            run(launcher, "demo");

            assertThat(askedOfMaven()).singleElement().asString().contains("-pl monitor,agent,test-app -am package");
        }

        @Test
        void bringsTheAgentForWhoeverAttachesIt() throws Exception {
            Files.delete(jar("agent"));
            mavenThat("touch agent/target/phase3-agent.jar");

            run(launcher, "attach", "4711");

            assertThat(askedOfMaven()).singleElement().asString().contains("-pl agent -am package");
        }

        @Test
        void isNotNeededForHelp() throws Exception {
            Files.delete(jar("agent"));

            assertThat(run(launcher, "demo", "--help").code()).isZero();
            assertThat(askedOfMaven()).isEmpty();
        }

        @Test
        void showsTheEndOfItsOutputWhenItFails() throws Exception {
            edit("monitor");
            mavenThat("echo 'cannot find symbol'; exit 1");

            Outcome outcome = run(launcher, "--help");

            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.output())
                    .contains("cannot find symbol", "the build failed; all of it is in " + home)
                    .doesNotContain("arguments=");
        }
    }

    private void edit(String module) throws IOException {
        Files.setLastModifiedTime(jar(module), FileTime.from(YESTERDAY));
        Files.writeString(
                Files.createDirectories(home.resolve(module + "/src/main")).resolve("Edited.java"), "");
    }

    private void mavenThat(String does) throws IOException {
        executable(binaries.resolve("mvn"), "echo \"$*\" >>'" + folder.resolve("asked") + "'\n" + does);
    }

    private List<String> askedOfMaven() throws IOException {
        Path asked = folder.resolve("asked");
        return Files.exists(asked) ? Files.readAllLines(asked) : List.of();
    }

    private static void executable(Path file, String does) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + does + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path jar(String module) {
        return home.resolve(module + "/target/phase3-" + module + ".jar");
    }

    private void writeJar(String module) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, EchoCommand.class.getName());
        Files.createDirectories(jar(module).getParent());
        String classFile = EchoCommand.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar(module));
                JarOutputStream jar = new JarOutputStream(file, manifest);
                InputStream bytes = EchoCommand.class.getClassLoader().getResourceAsStream(classFile)) {
            jar.putNextEntry(new JarEntry(classFile));
            bytes.transferTo(jar);
        }
    }

    private Outcome run(Path script, String... arguments) throws Exception {
        return run(Path.of(System.getProperty("java.home")), script, arguments);
    }

    private Outcome run(Path javaHome, Path script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(binaries.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", javaHome.toString());
        builder.environment().merge("PATH", binaries.toString(), (path, mine) -> mine + ":" + path);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    /** What a run of the script ended with. */
    private record Outcome(int code, String output) {}
}

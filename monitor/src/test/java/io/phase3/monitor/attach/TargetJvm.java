package io.phase3.monitor.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A JVM to attach to, which is gone when it is closed; its standard error is in a file. */
final class TargetJvm implements AutoCloseable {
    private final Process process;

    private TargetJvm(Process process) {
        this.process = process;
    }

    /** Starts it, and waits until its application says that it is ready. */
    static TargetJvm start(Path err, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        TargetJvm jvm = new TargetJvm(builder.start());
        BufferedReader out = jvm.process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (!"ready".equals(line)) {
            jvm.close();
        }
        assertThat(line).as(() -> read(err)).isEqualTo("ready");
        return jvm;
    }

    /** The command that starts the application of {@link FakeAgent}, on the Java of the tests. */
    static List<String> command(Path fakeJar, String... options) {
        List<String> command = new ArrayList<>();
        command.add(ownJava().toString());
        command.add("-Xshare:auto");
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", fakeJar.toString(), FakeAgent.class.getName()));
        return command;
    }

    static Path ownJava() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** Packs the fake agent. */
    static Path fakeJar(Path file) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Agent-Class", FakeAgent.class.getName());
        String entry = FakeAgent.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.putNextEntry(new JarEntry(entry));
            jar.write(
                    FakeAgent.class.getClassLoader().getResourceAsStream(entry).readAllBytes());
        }
        return file;
    }

    String pid() {
        return Long.toString(process.pid());
    }

    /** That of Java, where something else was started that started it. */
    String javaPid() {
        return Long.toString(
                process.descendants().mapToLong(ProcessHandle::pid).findFirst().orElse(process.pid()));
    }

    /** Sends it a signal: {@code STOP}, {@code CONT}. */
    void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, pid()).start().waitFor())
                .isZero();
    }

    /** Whether it still runs. */
    boolean isRunning() {
        return process.isAlive();
    }

    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly().onExit().join();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}

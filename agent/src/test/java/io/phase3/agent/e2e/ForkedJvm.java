package io.phase3.agent.e2e;

import io.phase3.annotations.Phase3Timed;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A JVM that runs a fixture, with the built agent or without: listened to while it lives, and gone when closed. */
final class ForkedJvm implements AutoCloseable {
    /** The agent as users get it. */
    static final Path AGENT = Path.of(System.getProperty("phase3.agent.jar", "target/phase3-agent.jar"))
            .toAbsolutePath()
            .normalize();

    /** The class files of the fixtures. */
    static final Path FIXTURES = Path.of("target", "fixtures").toAbsolutePath();

    private static final String OURS = "[phase3] ";
    private static final String SERVING = "metrics on http://";

    /** Never reached but by a failure: how loaded the machine is must not decide. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final Path directory;
    private final Output stdout;
    private final Output stderr;
    private final Writer stdin;

    private ForkedJvm(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
        this.stdout = new Output(process.getInputStream());
        this.stderr = new Output(process.getErrorStream());
        this.stdin = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** A JVM without agent and class path so far. */
    static Builder on(Jdk jdk) {
        return new Builder(jdk);
    }

    /** Waits until the fixture has made all its calls; a JVM that never gets there is closed, since nobody has it yet. */
    ForkedJvm ready() {
        try {
            await("ready", () -> stdout.lines().contains("ready"));
            return this;
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    /** Has the fixture do something, and waits until it is done. */
    void obey(String command) {
        try {
            stdin.write(command + "\n");
            stdin.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await("done " + command, () -> stdout.lines().contains("done " + command));
    }

    /** Waits until the agent has said something that contains the text, and gives the line without the prefix. */
    String agentLine(String text) {
        await("[phase3] … " + text, () -> agentLines().stream().anyMatch(line -> line.contains(text)));
        return agentLines().stream()
                .filter(line -> line.contains(text))
                .findFirst()
                .orElseThrow();
    }

    /** What the agent has said so far, without the prefix. */
    List<String> agentLines() {
        return stderr.lines().stream()
                .filter(line -> line.startsWith(OURS))
                .map(line -> line.substring(OURS.length()))
                .toList();
    }

    /** What the agent has said so far but for where it serves: all of it is about problems. */
    List<String> complaints() {
        return agentLines().stream().filter(line -> !line.startsWith(SERVING)).toList();
    }

    /** What the fixture has printed so far. */
    List<String> stdout() {
        return stdout.lines();
    }

    /** Where the agent serves metrics, as it says itself. */
    URI metrics() {
        return URI.create(agentLine(SERVING).substring(SERVING.length() - "http://".length()));
    }

    /** Scrapes the agent. */
    Scrape scrape() {
        return Scrape.of(metrics());
    }

    long pid() {
        return process.pid();
    }

    /** Closes standard input, which ends the fixture, and waits for the end. */
    Exit end() throws InterruptedException {
        try {
            stdin.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await("end", () -> !process.isAlive());
        return new Exit(process.exitValue(), stdout.allLines(), stderr.allLines());
    }

    @Override
    public void close() {
        // Not the process itself: it would close its streams under their readers, who would fail (Process.destroy).
        process.toHandle().destroyForcibly();
        await("death", () -> !process.isAlive());
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a condition, or fails with everything that was said so far. */
    void await(String what, Callable<Boolean> condition) {
        try {
            Awaitility.await(what)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> !process.isAlive() || condition.call());
            stopWaitingForTheDead();
            if (!condition.call()) {
                throw new AssertionError("exited with " + process.exitValue() + " before: " + what + '\n' + this);
            }
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(e.getMessage() + '\n' + this, e);
        } catch (Exception e) {
            throw new IllegalStateException(what, e);
        }
    }

    /** What a process that is no more had to say is complete only when its streams are closed. */
    private void stopWaitingForTheDead() throws InterruptedException {
        if (!process.isAlive()) {
            stdout.allLines();
            stderr.allLines();
        }
    }

    @Override
    public String toString() {
        return "stdout:\n" + String.join("\n", stdout.lines()) + "\nstderr:\n" + String.join("\n", stderr.lines());
    }

    /** How a JVM ended, and all that it printed. */
    record Exit(int code, List<String> stdout, List<String> stderr) {
        /** What is left of stderr without the agent's lines. */
        List<String> stderrOfApplication() {
            return stderr.stream().filter(line -> !line.startsWith(OURS)).toList();
        }
    }

    /** Says what the JVM is to run, and how. */
    static final class Builder {
        private final Jdk jdk;
        private final List<String> flags = new ArrayList<>();
        private final Map<String, String> environment = new HashMap<>();
        private final List<String> classPath = new ArrayList<>();
        private final List<String> arguments = new ArrayList<>();
        private Optional<String> config = Optional.empty();

        private Builder(Jdk jdk) {
            this.jdk = jdk;
            flags.add("-Xmx512m");
            // Any port, unless a test asks for one: what comes later on a command line wins.
            flags.add("-Dphase3.exporter.port=0");
            classPath.add(FIXTURES.toString());
        }

        /** With the agent and a configuration file {@code phase3.conf} of this text. */
        Builder config(String text) {
            config = Optional.of(text);
            return agent("phase3.conf");
        }

        /** With the agent and these rules. */
        Builder rules(String text) {
            return config("phase3.rules {\n" + text + "\n}\n");
        }

        /** With the agent and this argument; empty for none. */
        Builder agent(String argument) {
            flags.add("-javaagent:" + AGENT + (argument.isEmpty() ? "" : "=" + argument));
            return this;
        }

        Builder flags(String... more) {
            flags.addAll(Arrays.asList(more));
            return this;
        }

        Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** With the annotations and the facade on the class path, as an application has them that uses them. */
        Builder annotations() {
            try {
                classPath.add(Path.of(Phase3Timed.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .toString());
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
            return this;
        }

        /** With the module's own application, and what it depends on, in place of the fixtures. */
        Builder application() {
            classPath.remove(FIXTURES.toString());
            classPath.add(Path.of("target", "classes").toAbsolutePath().toString());
            return libraries(Path.of("target", "lib").toAbsolutePath());
        }

        /** With all jars of the directory on the class path. */
        Builder libraries(Path jars) {
            classPath.add(jars + File.separator + "*");
            return this;
        }

        /** Starts a scenario of the fixtures. */
        ForkedJvm scenario(String name, Object... scenarioArguments) {
            arguments.add(name);
            Arrays.stream(scenarioArguments).map(Object::toString).forEach(arguments::add);
            return main("com.acme.Main");
        }

        /** Starts a main class, in an empty working directory. */
        ForkedJvm main(String mainClass, String... more) {
            arguments.addAll(Arrays.asList(more));
            List<String> command = new ArrayList<>();
            command.add(jdk.java().toString());
            command.addAll(flags);
            command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), mainClass));
            command.addAll(arguments);
            try {
                Path directory = Files.createTempDirectory("phase3-e2e");
                if (config.isPresent()) {
                    Files.writeString(directory.resolve("phase3.conf"), config.get());
                }
                ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
                builder.environment().keySet().removeIf(name -> name.contains("JAVA") || name.startsWith("PHASE3"));
                builder.environment().putAll(environment);
                return new ForkedJvm(builder.start(), directory);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

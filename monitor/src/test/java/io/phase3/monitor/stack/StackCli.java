package io.phase3.monitor.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phase3.monitor.Phase3;
import io.phase3.monitor.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code phase3 stack} in this JVM, on a copy of {@code config}; supervisors and exporters are JVMs of the packaged jar. */
final class StackCli {
    private final Path home;
    private final Map<String, String> environment = new HashMap<>(System.getenv());

    private StackCli(Path home) {
        this.home = home;
    }

    /** What it answered. */
    record Answer(int status, String out, String err) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }
    }

    /** @param folder gets {@code home}, and everything that a program puts below HOME or into its temporary files */
    static StackCli in(Path folder) throws IOException {
        Path home = folder.resolve("home");
        Path monitoring = Path.of("../config/monitoring");
        try (Stream<Path> files = Files.walk(monitoring)) {
            for (Path file : files.toList()) {
                Path copy = home.resolve("config/monitoring").resolve(monitoring.relativize(file));
                Files.createDirectories(copy.getParent());
                if (Files.isRegularFile(file)) {
                    Files.copy(file, copy);
                }
            }
        }
        Files.writeString(home.resolve("config/exporter.conf"), "exporter { database.connect-timeout = 1s }\n");
        StackCli cli = new StackCli(home);
        cli.environment.keySet().removeIf(name -> name.startsWith("PHASE3_") || name.equals("JAVA_TOOL_OPTIONS"));
        Stream.of("HOME", "TMPDIR").forEach(name -> cli.with(name, home.toString()));
        return cli;
    }

    StackCli with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** A file below its {@code config/monitoring}. */
    Path monitoring(String file) {
        return home.resolve("config/monitoring").resolve(file);
    }

    Path home() {
        return home;
    }

    Map<String, String> environment() {
        return environment;
    }

    Machine machine() {
        return new Machine(home, environment, self(), Clock.systemUTC());
    }

    /** The beginning of the command line of another JVM. */
    List<String> self() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dphase3.home=" + home,
                "-jar",
                Path.of("target/phase3-monitor.jar").toAbsolutePath().toString());
    }

    Answer stack(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = Terminal.plain(new PrintWriter(out, true), new PrintWriter(err, true));
        String[] all = Stream.concat(Stream.of("stack"), Stream.of(arguments)).toArray(String[]::new);
        int status = Phase3.commandLine(terminal, List.of(StackCommand.commandLine(terminal, machine())))
                .execute(all);
        return new Answer(status, out.toString(), err.toString());
    }
}

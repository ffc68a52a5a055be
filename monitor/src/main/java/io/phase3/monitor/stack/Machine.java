package io.phase3.monitor.stack;

import io.phase3.monitor.programs.SearchPath;
import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a stack runs.
 *
 * @param home the folder with {@code config}
 * @param environment of the programs that are started
 * @param self begins the command line of another JVM with this program, up to its subcommand
 */
record Machine(Path home, Map<String, String> environment, List<String> self, Clock clock) {

    /** That of this process; the launcher says with {@code -Dphase3.home} where home is. */
    static Machine ofProcess() {
        Path home =
                Path.of(System.getProperty("phase3.home", "")).toAbsolutePath().normalize();
        return new Machine(home, System.getenv(), self(home), Clock.systemUTC());
    }

    /** Small: it waits most of its life. */
    private static List<String> self(Path home) {
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Dphase3.home=" + home,
                "-cp",
                classPath,
                "io.phase3.monitor.Phase3");
    }

    SearchPath path() {
        return new SearchPath(environment.getOrDefault("PATH", ""));
    }

    /** A variable that is set, and not to nothing. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** The command line of this program with these arguments. */
    List<String> self(String... arguments) {
        List<String> commandLine = new ArrayList<>(self);
        commandLine.addAll(List.of(arguments));
        return commandLine;
    }
}

package io.phase3.monitor.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Java runtimes of this machine: the tests' own, those beside it, and those in the folders of {@code $PHASE3_JDKS}
 * (without it: of {@code ~/.cache/phase3/jdks}). Where {@code CI} is true, none may be missing.
 */
final class Jdks {
    private Jdks() {}

    /** The program {@code java} of a major version. */
    static Path of(int major) {
        Optional<Path> found = homes().filter(home -> isNamedFor(home, major))
                .map(home -> home.resolve("bin/java"))
                .filter(Files::isExecutable)
                .findFirst();
        if ("true".equals(System.getenv("CI"))) {
            assertThat(found).as("JDK " + major).isPresent();
        }
        assumeTrue(found.isPresent(), "JDK " + major + " is not on this machine");
        return found.get();
    }

    /** By the name of its folder, as distributions and vendors have it: {@code temurin-25-jdk-amd64}, {@code 25}. */
    private static boolean isNamedFor(Path home, int major) {
        return home.getFileName().toString().matches("(.*\\D)?(1\\.)?" + major + "(\\D.*)?");
    }

    private static Stream<Path> homes() {
        String jdks = System.getenv("PHASE3_JDKS");
        Path cache = jdks == null ? Path.of(System.getProperty("user.home"), ".cache/phase3/jdks") : Path.of(jdks);
        return Stream.of(Path.of(System.getProperty("java.home")).resolveSibling("."), cache)
                .filter(Files::isDirectory)
                .flatMap(folder -> folders(folder).stream());
    }

    private static List<Path> folders(Path parent) {
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.phase3.monitor.attach;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What Linux tells of a process in {@code /proc}; nothing where there is none, or where it is not for us to know. */
final class ProcFiles {
    private static final Path PROC = Path.of("/proc");

    private final Path folder;

    ProcFiles(long pid) {
        this.folder = PROC.resolve(Long.toString(pid));
    }

    /** Whether this machine has them at all. */
    static boolean exist() {
        return Files.isReadable(PROC.resolve("self/status"));
    }

    /** A line of its status, such as {@code State} or {@code SigCgt}. */
    Optional<String> status(String key) {
        try (Stream<String> lines = Files.lines(folder.resolve("status"), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith(key + ":"))
                    .map(line -> line.substring(key.length() + 1).trim())
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** The program and its arguments; empty if not known. */
    List<String> commandLine() {
        try {
            String text = Files.readString(folder.resolve("cmdline"), StandardCharsets.UTF_8);
            return text.isEmpty() ? List.of() : List.of(text.split("\0", -1));
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Whether it can be seen which files it has loaded: those of another user's process cannot. */
    boolean showsLibraries() {
        return Files.isReadable(folder.resolve("maps")) && firstLine("maps").isPresent();
    }

    /** Java's virtual machine as a library of the process, by the path that the process sees. */
    Optional<Path> libjvm() {
        // A byte a character: paths in there may be anything.
        try (BufferedReader maps = Files.newBufferedReader(folder.resolve("maps"), StandardCharsets.ISO_8859_1)) {
            return maps.lines()
                    .filter(line -> line.endsWith("/libjvm.so"))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .findFirst();
        } catch (IOException | UncheckedIOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The files that it has open, by the path that the process sees. */
    List<Path> openFiles() {
        try (Stream<Path> descriptors = Files.list(folder.resolve("fd"))) {
            return descriptors
                    .flatMap(descriptor -> target(descriptor).stream())
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    /** Where its own root is from here: in a container another one than ours. */
    Optional<Path> root() {
        Path root = folder.resolve("root");
        return Files.isReadable(root.resolve("tmp")) ? Optional.of(root) : Optional.empty();
    }

    private Optional<String> firstLine(String file) {
        try (BufferedReader reader = Files.newBufferedReader(folder.resolve(file), StandardCharsets.ISO_8859_1)) {
            return Optional.ofNullable(reader.readLine());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> target(Path link) {
        try {
            return Optional.of(Files.readSymbolicLink(link));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

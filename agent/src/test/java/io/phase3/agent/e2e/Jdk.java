package io.phase3.agent.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Java runtime on this machine, one for each major version.
 *
 * <p>Looked for where the tests' own runtime is, beside it, and in the folders of {@code $PHASE3_JDKS} (without it: of
 * {@code ~/.cache/phase3/jdks}). Where {@code CI} is true, a version that is missing is a failure.
 */
record Jdk(int major, Path java) {
    private static final List<Integer> SUPPORTED = List.of(8, 11, 17, 21, 25, 26);
    private static final Pattern VERSION = Pattern.compile("version \"(?:1\\.)?(\\d+)");
    private static final Map<Integer, Jdk> FOUND = discover();

    /** Whether nothing may be skipped. */
    static boolean isCi() {
        return "true".equals(System.getenv("CI"));
    }

    /** Every runtime that the agent supports, the oldest first. */
    static Stream<Jdk> all() {
        return FOUND.values().stream();
    }

    /** The one that builds, and the newest that is no early access. */
    static Stream<Jdk> two() {
        return Stream.of(own(), FOUND.getOrDefault(25, own())).distinct();
    }

    /** Those with virtual threads. */
    static Stream<Jdk> withVirtualThreads() {
        return all().filter(jdk -> jdk.major >= 21);
    }

    /** The one that runs the tests. */
    static Jdk own() {
        return new Jdk(Runtime.version().feature(), java(Path.of(System.getProperty("java.home"))));
    }

    @Override
    public String toString() {
        return "JDK " + major;
    }

    private static Map<Integer, Jdk> discover() {
        Map<Integer, Jdk> found = new TreeMap<>();
        found.put(own().major, own());
        for (Path home : candidates()) {
            if (Files.isExecutable(java(home))) {
                major(java(home))
                        .filter(SUPPORTED::contains)
                        .ifPresent(major -> found.putIfAbsent(major, new Jdk(major, java(home))));
            }
        }
        List<Integer> missing = new ArrayList<>(SUPPORTED);
        missing.removeAll(found.keySet());
        if (!missing.isEmpty() && isCi()) {
            throw new IllegalStateException("no JDK of these versions: " + missing + "; found " + found);
        }
        missing.forEach(major -> System.out.println("SKIPPED: JDK " + major + " is not on this machine"));
        return found;
    }

    private static List<Path> candidates() {
        List<Path> homes = new ArrayList<>(folders(Path.of(System.getProperty("java.home"), "..")));
        String jdks = System.getenv("PHASE3_JDKS");
        homes.addAll(
                folders(jdks == null ? Path.of(System.getProperty("user.home"), ".cache/phase3/jdks") : Path.of(jdks)));
        return homes;
    }

    private static List<Path> folders(Path parent) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path java(Path home) {
        return home.resolve("bin").resolve("java");
    }

    private static Optional<Integer> major(Path java) {
        try {
            Process process = new ProcessBuilder(java.toString(), "-version")
                    .redirectErrorStream(true)
                    .start();
            Matcher version =
                    VERSION.matcher(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return version.find() ? Optional.of(Integer.valueOf(version.group(1))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

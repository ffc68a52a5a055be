package io.phase3.monitor.check.classpath;

import io.phase3.agent.message.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Says of a path that leads nowhere where it stops, and what may have been meant. */
public final class MissingPath {
    private MissingPath() {}

    /**
     * A message without a full stop.
     *
     * @param shown the path as its author wrote it
     */
    public static String message(String shown, Path path) {
        Path missing = path.toAbsolutePath().normalize();
        while (missing.getParent() != null && !Files.exists(missing.getParent())) {
            missing = missing.getParent();
        }
        Path folder = missing.getParent();
        String message = "'" + shown + "' does not exist";
        if (folder == null) {
            return message;
        }
        String name = missing.getFileName().toString();
        return message + Suggestion.didYouMeanOr(name, namesIn(folder), "; there is no '" + name + "' in " + folder);
    }

    private static List<String> namesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}

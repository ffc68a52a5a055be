package io.phase3.monitor.check.classpath;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds classes that do not stand where their names say, as those of {@code target/} do: they begin at {@code target/classes/}.
 */
final class Misplacements {
    private Misplacements() {}

    /** Takes such classes out, by the roots below which they stand as their names say. One class tells for its folder. */
    static Map<String, Integer> remove(Map<String, ClassFile> classes) throws IOException {
        Map<String, Integer> misplaced = new HashMap<>();
        Set<String> sound = new TreeSet<>();
        for (String path : new TreeSet<>(classes.keySet())) {
            Optional<String> known =
                    misplaced.keySet().stream().filter(path::startsWith).findFirst();
            if (known.isEmpty() && sound.add(top(path))) {
                known = rootOf(path, classes.get(path));
                if (known.isPresent()) {
                    sound.remove(top(path));
                }
            }
            known.ifPresent(root -> {
                misplaced.merge(root, 1, Integer::sum);
                classes.remove(path);
            });
        }
        return misplaced;
    }

    /** The folder that the class belongs into; empty if it stands right. */
    private static Optional<String> rootOf(String path, ClassFile file) throws IOException {
        return OwnName.of(file.read())
                .map(name -> '/' + name + ".class")
                .filter(path::endsWith)
                .map(expected -> path.substring(0, path.length() - expected.length() + 1));
    }

    private static String top(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }
}

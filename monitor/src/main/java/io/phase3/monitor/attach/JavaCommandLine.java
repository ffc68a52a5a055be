package io.phase3.monitor.attach;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The command line of a JVM, read as the launcher {@code java} reads it. */
record JavaCommandLine(List<String> arguments) {
    /** Those whose value is an argument of its own. */
    private static final Set<String> WITH_VALUE = Set.of(
            "-cp",
            "-classpath",
            "--class-path",
            "-p",
            "--module-path",
            "--upgrade-module-path",
            "--add-modules",
            "--add-exports",
            "--add-opens",
            "--add-reads",
            "--limit-modules",
            "--patch-module",
            "--enable-native-access",
            "--describe-module",
            "--source");

    /** What it runs, as short as people know it: the name of a jar, a class, a module; empty if that is not said. */
    Optional<String> main() {
        for (int i = 1; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            boolean hasNext = i + 1 < arguments.size();
            if (argument.equals("-jar")) {
                return hasNext ? Optional.of(fileName(arguments.get(i + 1))) : Optional.empty();
            }
            if (argument.equals("-m") || argument.equals("--module")) {
                return hasNext ? Optional.of(arguments.get(i + 1)) : Optional.empty();
            }
            if (argument.startsWith("--module=")) {
                return Optional.of(argument.substring("--module=".length()));
            }
            if (WITH_VALUE.contains(argument)) {
                i++;
            } else if (!argument.startsWith("-") && !argument.startsWith("@")) {
                return Optional.of(fileName(argument));
            }
        }
        return Optional.empty();
    }

    /** The name of the program itself; empty if not known. */
    String program() {
        return arguments.isEmpty() ? "" : fileName(arguments.get(0));
    }

    /** Whether one of its arguments is this one. */
    boolean has(String argument) {
        return arguments.contains(argument);
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}

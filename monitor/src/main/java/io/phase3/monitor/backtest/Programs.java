package io.phase3.monitor.backtest;

import io.phase3.monitor.terminal.CommandFailure;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs of Prometheus that have to be installed. */
record Programs(Path prometheus, Path promtool) {

    /**
     * Those in the folders of this list.
     *
     * @param path as the environment variable PATH has it
     * @throws CommandFailure if one is missing; it says what to install
     */
    static Programs on(String path) {
        return new Programs(program("prometheus", path), program("promtool", path));
    }

    private static Path program(String name, String path) {
        Optional<Path> found = Stream.of(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
        return found.orElseThrow(
                () -> new CommandFailure(name + " is not on the PATH; install Prometheus (Debian and Ubuntu:"
                        + " apt-get install prometheus), or ask one that runs with --prometheus URL"));
    }
}

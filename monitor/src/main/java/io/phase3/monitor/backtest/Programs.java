package io.phase3.monitor.backtest;

import io.phase3.monitor.programs.SearchPath;
import io.phase3.monitor.terminal.CommandFailure;
import java.nio.file.Path;

/** Programs of Prometheus that have to be installed. */
record Programs(Path prometheus, Path promtool) {

    /**
     * Those on the path.
     *
     * @throws CommandFailure if one is missing; it says what to install
     */
    static Programs on(SearchPath path) {
        return new Programs(program("prometheus", path), program("promtool", path));
    }

    private static Path program(String name, SearchPath path) {
        return path.find(name)
                .orElseThrow(
                        () -> new CommandFailure(name + " is not on the PATH; install Prometheus (Debian and Ubuntu:"
                                + " apt-get install prometheus), or ask one that runs with --prometheus URL"));
    }
}

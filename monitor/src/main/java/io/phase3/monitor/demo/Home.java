package io.phase3.monitor.demo;

import io.phase3.monitor.terminal.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of the repository, and where things are in it. */
record Home(Path root) {

    /** As the launcher says with {@code -Dphase3.home}; the working directory without it. */
    static Home ofProcess() {
        return new Home(
                Path.of(System.getProperty("phase3.home", "")).toAbsolutePath().normalize());
    }

    /**
     * A file that has to be there.
     *
     * @throws CommandFailure if it is not
     */
    Path file(String path) {
        Path file = root.resolve(path);
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure(
                    file + " does not exist; run the demo with the launcher, which builds what is missing:"
                            + " ./phase3 demo");
        }
        return file;
    }
}

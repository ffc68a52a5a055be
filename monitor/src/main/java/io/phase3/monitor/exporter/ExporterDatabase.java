package io.phase3.monitor.exporter;

import io.phase3.agent.settings.Problem;
import io.phase3.monitor.config.ConfigReader;
import io.phase3.monitor.config.ExporterConfig;
import io.phase3.monitor.config.LoadedConfig;
import io.phase3.monitor.database.Database;
import io.phase3.monitor.terminal.CommandFailure;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** The database of the exporter's configuration, for commands that look into it. */
public final class ExporterDatabase {
    private ExporterDatabase() {}

    /**
     * Opens it, without asking whether it is there.
     *
     * @param file the configuration, as the user names it; if empty, where the exporter looks for it
     * @throws CommandFailure if anything is wrong with the configuration; its message is all of that
     */
    public static Database open(Optional<String> file) {
        LoadedConfig loaded = ConfigReader.read(file, Path.of(""), System.getenv());
        ExporterConfig config = loaded.config()
                .orElseThrow(() -> new CommandFailure(loaded.mistakes().stream()
                        .map(Problem::toString)
                        .collect(Collectors.joining("\n  ", "the configuration is wrong\n  ", ""))));
        return Database.open(config.database());
    }
}

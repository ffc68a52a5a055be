package io.phase3.monitor.experiments;

import io.phase3.monitor.database.Database;
import java.util.Optional;

/** The database that a configuration file of the exporter names. */
public interface ConfiguredDatabase {
    /**
     * Opens it, without asking whether it is there.
     *
     * @param file the configuration, as the user names it; if empty, where the exporter looks for it
     * @throws io.phase3.monitor.terminal.CommandFailure if there is something wrong with the configuration
     */
    Database open(Optional<String> file);
}

package io.phase3.monitor.config;

import io.phase3.monitor.agents.AgentsSettings;
import io.phase3.monitor.database.DatabaseSettings;
import io.phase3.monitor.experiments.ExperimentSettings;
import io.phase3.monitor.http.HttpSettings;
import io.phase3.monitor.ledger.LedgerSettings;
import io.phase3.monitor.queries.QueryDefinition;
import io.phase3.monitor.redis.RedisSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All settings of the exporter, checked. Immutable.
 *
 * @param redis empty if there is none
 * @param targets the file with targets of the user's own; empty if there is none
 * @param queries those that are switched on and without a mistake
 */
public record ExporterConfig(
        HttpSettings http,
        DatabaseSettings database,
        Optional<RedisSettings> redis,
        AgentsSettings agents,
        LedgerSettings ledger,
        Optional<Path> targets,
        ExperimentSettings experiments,
        List<QueryDefinition> queries) {
    public ExporterConfig {
        queries = List.copyOf(queries);
    }
}

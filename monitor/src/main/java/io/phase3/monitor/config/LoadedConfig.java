package io.phase3.monitor.config;

import io.phase3.agent.settings.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What came of reading the configuration. Immutable.
 *
 * @param config empty if there is a mistake outside the queries
 * @param mistakes everything outside the queries that is wrong, by file and line: the exporter does not start with any
 * @param disabled what is wrong with queries: each such query is left out, and the others run
 * @param warnings what is not wrong, but should not stay so
 */
public record LoadedConfig(
        Optional<ExporterConfig> config, List<Problem> mistakes, List<Problem> disabled, List<String> warnings) {
    public LoadedConfig {
        mistakes = List.copyOf(mistakes);
        disabled = List.copyOf(disabled);
        warnings = List.copyOf(warnings);
    }
}

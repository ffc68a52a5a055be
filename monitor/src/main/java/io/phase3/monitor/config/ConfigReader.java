package io.phase3.monitor.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.phase3.agent.settings.Problem;
import io.phase3.agent.settings.Problems;
import io.phase3.agent.settings.Section;
import io.phase3.agent.settings.Values;
import io.phase3.monitor.agents.AgentsSettings;
import io.phase3.monitor.experiments.ExperimentSettings;
import io.phase3.monitor.queries.QueryDefinition;
import io.phase3.monitor.redis.RedisSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the exporter's configuration, and finds every mistake in it at once. */
public final class ConfigReader {
    /** Where the configuration stands if nobody says where. */
    static final String DEFAULT_FILE = "config/exporter.conf";

    private final Path workingDirectory;
    private final Map<String, String> environment;
    private final Problems mistakes = new Problems();
    private final Problems disabled = new Problems();
    private final List<String> warnings = new ArrayList<>();

    private ConfigReader(Path workingDirectory, Map<String, String> environment) {
        this.workingDirectory = workingDirectory;
        this.environment = Map.copyOf(environment);
    }

    /**
     * The configuration; never fails for what it finds.
     *
     * @param file as its author names it; if empty, {@code config/exporter.conf}, and the defaults if there is none
     * @param environment what substitutions and secrets are read from
     */
    public static LoadedConfig read(Optional<String> file, Path workingDirectory, Map<String, String> environment) {
        return new ConfigReader(workingDirectory, environment).read(file);
    }

    private LoadedConfig read(Optional<String> named) {
        ConfigSources sources = new ConfigSources(environment, mistakes);
        Optional<String> file = named.isPresent() || !Files.exists(workingDirectory.resolve(DEFAULT_FILE))
                ? named
                : Optional.of(DEFAULT_FILE);
        Path path = workingDirectory.resolve(file.orElse("exporter.conf"));
        ConfigObject values = file.map(shownAs -> sources.read(path, shownAs)).orElseGet(sources::defaults);
        Section root = Section.strictRoot(Secrets.refuse(values, mistakes), sources.defaults(), mistakes);
        Paths paths = new Paths(path.resolveSibling(""));
        ExporterConfig config = read(root, paths, new Secrets(environment, paths, warnings::add));
        List<Problem> found = mistakes.sorted();
        return new LoadedConfig(
                found.isEmpty() ? Optional.of(config) : Optional.empty(), found, disabled.sorted(), warnings);
    }

    private ExporterConfig read(Section root, Paths paths, Secrets secrets) {
        root.reportUnknownKeys();
        Section redisSection = root.section("redis");
        RedisSettings redis = RedisReader.read(redisSection, secrets);
        boolean hasRedis = redisSection.read("enabled", Values::condition);
        List<QueryDefinition> queries =
                new QueriesReader(root.section("defaults"), disabled).read(root.openSection("queries"));
        return new ExporterConfig(
                HttpReader.read(root.section("http"), paths, secrets),
                DatabaseReader.read(root.section("database"), secrets),
                hasRedis ? Optional.of(redis) : Optional.empty(),
                agents(root.section("agents"), paths),
                new LedgerReader(root.section("ledger"), paths).read(redis, hasRedis),
                paths.readOptional(root, "targets"),
                experiments(root.section("experiments"), secrets),
                queries);
    }

    private static AgentsSettings agents(Section section, Paths paths) {
        return new AgentsSettings(
                section.read("targets", value -> all(value, Values::text)),
                section.read("discovery-files", value -> all(value, paths::read)),
                section.read("interval", Values::positiveDuration),
                section.read("timeout", Values::shortDuration));
    }

    private static <T> List<T> all(ConfigValue list, Function<ConfigValue, T> reading) {
        return Values.list(list).stream().map(reading).toList();
    }

    private static ExperimentSettings experiments(Section section, Secrets secrets) {
        return new ExperimentSettings(
                section.read("interval", Values::positiveDuration),
                section.read("cool-down", Values::positiveDuration),
                secrets.read(section, "webhook-token-file", Secrets.WEBHOOK));
    }
}

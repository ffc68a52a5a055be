package io.phase3.agent.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.phase3.agent.settings.ConfigText;
import io.phase3.agent.settings.OpenFiles;
import io.phase3.agent.settings.Place;
import io.phase3.agent.settings.Problem;
import io.phase3.agent.settings.Problems;
import io.phase3.agent.settings.Section;
import java.io.File;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Loads the configuration from everything that may hold some, and never throws for what it finds there. */
public final class ConfigLoader {
    static final String REFERENCE = "reference.conf";
    static final String FRAMEWORKS = "frameworks.conf";
    static final String LLM_PRICES = "llm-prices.conf";

    private final String agentArgument;
    private final Map<String, String> systemProperties;
    private final Map<String, String> environment;
    private final File workingDirectory;
    private final ConfigObject frameworks;

    /**
     * @param agentArgument what stands after {@code phase3-agent.jar=}: the path of the configuration file, or
     *     {@code key=value,key=value}; null or empty for none
     * @param systemProperties {@code phase3.exporter.port} and the like; others serve substitutions
     * @param environment {@code PHASE3_EXPORTER_PORT} and the like; others serve substitutions
     * @param workingDirectory where relative paths start
     */
    public ConfigLoader(
            String agentArgument,
            Map<String, String> systemProperties,
            Map<String, String> environment,
            Path workingDirectory) {
        this(agentArgument, systemProperties, environment, workingDirectory, ConfigText.ofOwnResource(FRAMEWORKS));
    }

    /** @param frameworks the rules that the agent brings along */
    ConfigLoader(
            String agentArgument,
            Map<String, String> systemProperties,
            Map<String, String> environment,
            Path workingDirectory,
            ConfigObject frameworks) {
        this.frameworks = frameworks;
        this.agentArgument = agentArgument;
        this.systemProperties = new TreeMap<>(systemProperties);
        this.environment = new TreeMap<>(environment);
        this.workingDirectory = workingDirectory.toFile();
    }

    /** A loader that reads the system properties, the environment and the working directory of this process. */
    public static ConfigLoader ofThisProcess(String agentArgument) {
        Properties properties = System.getProperties();
        Map<String, String> texts = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> texts.put(name, properties.getProperty(name, "")));
        return new ConfigLoader(
                agentArgument, texts, System.getenv(), Paths.get("").toAbsolutePath());
    }

    /** The configuration, complete whatever was wrong with its sources, and everything that was wrong with them. */
    public Loaded load() {
        Problems problems = new Problems();
        OpenFiles files = OpenFiles.none();
        ConfigObject reference = frameworks
                .withFallback(ConfigText.ofOwnResource(LLM_PRICES))
                .withFallback(ConfigText.ofOwnResource(REFERENCE));
        ConfigObject defaults = (ConfigObject) reference.get(Sources.ROOT);
        ConfigObject values = defaults;
        AgentConfig config;
        try {
            values = merge(reference, files, problems);
            config = read(values, defaults, problems);
        } catch (RuntimeException | StackOverflowError e) {
            // Nothing known leads here; but a mistake in this package must not cost the application its start.
            problems.add(new Place("configuration", 0), "cannot be read, the defaults hold: " + ConfigText.faultOf(e));
            config = read(defaults, defaults, problems);
        }
        return new Loaded(config, values, files.read(), problems.sorted());
    }

    private ConfigObject merge(ConfigObject reference, OpenFiles files, Problems problems) {
        AgentArgument argument = AgentArgument.parse(agentArgument, workingDirectory, problems);
        ConfigObject file = new ConfigFile(argument, systemProperties, environment, workingDirectory, files, problems)
                .read()
                .orElseGet(Sources::emptyObject);
        return new Sources(argument.settings(), systemProperties, environment, file, reference, problems).merge();
    }

    private AgentConfig read(ConfigObject values, ConfigObject defaults, Problems problems) {
        Section root = Section.root(values, defaults, problems);
        root.reportUnknownKeys();
        SettingsReader settings = new SettingsReader(root);
        Attribution attribution = new AttributionReader(root).read();
        RulesReader rules = new RulesReader(
                root.openSection("rules").values(),
                (ConfigObject) ((ConfigObject) frameworks.get(Sources.ROOT)).get("rules"),
                settings.frameworks(),
                attribution.exchangeRates().keySet(),
                problems);
        return new AgentConfig(
                settings.enabled(),
                settings.exporter(),
                rules.rules(),
                rules.invalid(),
                settings.defaultFeatures(),
                attribution,
                LlmPricesReader.read(root.section("llm").openSection("prices")),
                settings.bounds(),
                settings.reload());
    }

    /** A configuration and what was wrong with its sources. Immutable. */
    public static final class Loaded {
        private final AgentConfig config;
        private final ConfigObject values;
        private final Map<File, Long> files;
        private final List<Problem> problems;

        Loaded(AgentConfig config, ConfigObject values, Map<File, Long> files, List<Problem> problems) {
            this.config = config;
            this.values = values;
            this.files = files;
            this.problems = problems;
        }

        /** The configuration, complete whatever was wrong with its sources. */
        public AgentConfig config() {
            return config;
        }

        /** Everything that was wrong, by file and line. */
        public List<Problem> problems() {
            return problems;
        }

        /** The file that was read or, if it cannot be, should have been; empty if nobody names any. */
        public Optional<File> file() {
            Iterator<File> first = files.keySet().iterator();
            return first.hasNext() ? Optional.of(first.next()) : Optional.empty();
        }

        /** That file and those that it includes, each with the {@link io.phase3.agent.settings.Fingerprint} of what it held. */
        public Map<File, Long> files() {
            return files;
        }

        /** The settings below the keys that the other says otherwise, such as {@code exporter.port}. */
        public List<String> differences(Loaded other, List<String> keys) {
            List<String> paths = new ArrayList<>();
            for (String key : keys) {
                addDifferences(key, other.values.get(key), values.get(key), paths);
            }
            return paths;
        }

        private static void addDifferences(String path, ConfigValue before, ConfigValue after, List<String> paths) {
            if (before instanceof ConfigObject && after instanceof ConfigObject) {
                Set<String> keys = new TreeSet<>(((ConfigObject) before).keySet());
                keys.addAll(((ConfigObject) after).keySet());
                for (String key : keys) {
                    addDifferences(
                            path + '.' + key, ((ConfigObject) before).get(key), ((ConfigObject) after).get(key), paths);
                }
            } else if (!Objects.equals(before, after)) {
                paths.add(path);
            }
        }
    }
}

package io.phase3.agent.control;

import io.phase3.agent.config.AgentConfig;
import io.phase3.agent.config.ConfigLoader;
import io.phase3.agent.settings.Problem;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The configuration that the running agent goes by, which can be read again; one reading at a time. */
public final class Configuration {
    private static final List<String> TAKEN_ON_AT_START = Arrays.asList("enabled", "exporter", "attribution", "bounds");
    private static final List<String> TAKEN_ON_BESIDE_RULES = Arrays.asList("defaults", "llm", "reload");

    private final ConfigLoader.Loaded started;
    private final Consumer<String> log;
    private String argument;
    private List<String> needRestart = Collections.emptyList();
    private volatile ConfigLoader.Loaded current;
    private volatile Map<File, Long> lastRead;

    /** Has the agent go by another configuration. */
    public interface Adoption {
        /**
         * The configuration is the current one by now.
         *
         * @param changes how its rules differ from those that the agent goes by
         * @param before the configuration that it takes the place of
         * @return how many loaded classes were woven again
         */
        int adopt(Changes changes, AgentConfig before);
    }

    private Configuration(String argument, ConfigLoader.Loaded loaded, Consumer<String> log) {
        this.argument = argument;
        this.started = loaded;
        this.current = loaded;
        this.lastRead = loaded.files();
        this.log = log;
    }

    /**
     * Reads the configuration for the first time.
     *
     * @param argument the agent's, or null
     * @param log told what is wrong with it, now and later
     */
    public static Configuration read(String argument, Consumer<String> log) {
        ConfigLoader.Loaded loaded = ConfigLoader.ofThisProcess(argument).load();
        loaded.problems().forEach(problem -> log.accept(problem.toString()));
        return new Configuration(argument, loaded, log);
    }

    /** What the agent goes by. */
    public AgentConfig config() {
        return current.config();
    }

    /** Everything that is wrong with it. */
    public List<Problem> problems() {
        return current.problems();
    }

    /** The file that it stands in, if it stands in one. */
    public Optional<File> file() {
        return current.file();
    }

    /** Its files with what each held when it was last read, whether or not that was taken on. */
    public Map<File, Long> lastRead() {
        return lastRead;
    }

    /**
     * Reads the configuration again. With a mistake that the current one does not have it is refused as a whole.
     *
     * @param newArgument takes the place of the agent's, unless what it leads to is refused
     */
    public synchronized Reload reload(Optional<String> newArgument, Adoption adoption) {
        String from = newArgument.orElse(argument);
        ConfigLoader.Loaded loaded = ConfigLoader.ofThisProcess(from).load();
        List<Problem> mistakes = newMistakes(current.problems(), loaded.problems());
        if (!mistakes.isEmpty()) {
            if (!newArgument.isPresent()) {
                lastRead = loaded.files();
            }
            return refuse(mistakes);
        }
        argument = from;
        lastRead = loaded.files();
        ConfigLoader.Loaded before = current;
        Changes changes =
                Changes.between(before.config().rules(), loaded.config().rules());
        List<String> settings = loaded.differences(before, TAKEN_ON_BESIDE_RULES);
        // Also without a change: the rules may stand elsewhere, and messages say where.
        current = loaded;
        int classes = adoption.adopt(changes, before.config());
        boolean changed = !changes.isEmpty() || !settings.isEmpty();
        String message = "configuration read again: " + (changed ? told(changes, settings, classes) : "nothing is new");
        log.accept(message);
        return Reload.accepted(changed, message, loaded.problems(), changes, classes, needRestart(loaded));
    }

    private Reload refuse(List<Problem> mistakes) {
        String others = mistakes.size() == 1 ? "" : " (and " + (mistakes.size() - 1) + " more)";
        String message =
                "configuration read again and not taken on, the one before still holds: " + mistakes.get(0) + others;
        log.accept(message);
        return Reload.refused(message, mistakes);
    }

    private static String told(Changes changes, List<String> settings, int classes) {
        String rules = changes.isEmpty() ? "" : "; rules: " + changes;
        String others = settings.isEmpty() ? "" : "; settings: " + String.join(", ", settings);
        return (rules + others).substring(2) + "; classes woven again: " + classes;
    }

    private List<String> needRestart(ConfigLoader.Loaded loaded) {
        List<String> paths = loaded.differences(started, TAKEN_ON_AT_START);
        if (!paths.isEmpty() && !paths.equals(needRestart)) {
            log.accept("taken on at the next start of this JVM only: " + String.join(", ", paths));
        }
        needRestart = paths;
        return paths;
    }

    /** By what they say of which source: the lines of mistakes that were there before may have moved. */
    private static List<Problem> newMistakes(List<Problem> before, List<Problem> after) {
        Map<String, Integer> known = new HashMap<>();
        before.forEach(problem -> known.merge(withoutLine(problem), 1, Integer::sum));
        List<Problem> mistakes = new ArrayList<>();
        for (Problem problem : after) {
            if (known.merge(withoutLine(problem), -1, Integer::sum) < 0) {
                mistakes.add(problem);
            }
        }
        return mistakes;
    }

    private static String withoutLine(Problem problem) {
        return problem.origin().replaceFirst(": \\d+$", "") + '\n' + problem.message();
    }
}

package io.phase3.monitor.impact;

import io.phase3.agent.attribution.model.AttributionModel;
import io.phase3.agent.config.Attribution;
import io.phase3.agent.config.ConfigLoader;
import io.phase3.agent.settings.Problem;
import io.phase3.monitor.terminal.CommandFailure;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An attribution model that revenue is to be split by anew, with the weights, the half-life and the lookback of the agent's
 * configuration.
 *
 * @param description for people: the name, and what it was given
 */
record ChosenModel(String name, String description, AttributionModel model) {

    /**
     * Reads the agent's configuration as the agent does, with this model in place of its own.
     *
     * @param file empty for where the agent looks itself
     * @throws CommandFailure if something is wrong with its attribution
     */
    static ChosenModel read(
            Attribution.Model model, Optional<Path> file, Path workingDirectory, Map<String, String> environment) {
        ConfigLoader.Loaded loaded = new ConfigLoader(
                        file.map(Path::toString).orElse(null),
                        Map.of("phase3.attribution.model", model.keyword()),
                        environment,
                        workingDirectory.toAbsolutePath())
                .load();
        String mistakes = loaded.problems().stream()
                .filter(problem -> matters(problem, file))
                .map(Problem::toString)
                .collect(Collectors.joining("; "));
        if (!mistakes.isEmpty()) {
            throw new CommandFailure("--model " + model.keyword() + " cannot be used: " + mistakes);
        }
        Attribution settings = loaded.config().attribution();
        return new ChosenModel(
                model.keyword(), model.keyword() + ", " + parameters(settings), AttributionModel.of(settings));
    }

    /** The environment of this process is not the agent's: what is wrong there matters only if it is about attribution. */
    private static boolean matters(Problem problem, Optional<Path> file) {
        boolean inFile = problem.line() > 0
                || file.map(Path::toString).filter(problem.origin()::equals).isPresent();
        return inFile || problem.message().contains("attribution");
    }

    private static String parameters(Attribution settings) {
        String features = settings.weights().entrySet().stream()
                .map(weight -> weight.getKey() + " " + weight.getValue().toPlainString())
                .collect(Collectors.joining(", "));
        return "by the touches of each conversion; weights " + features + "; lookback "
                + settings.lookback().toDays() + " days, half-life "
                + settings.halfLife().toDays() + " days";
    }
}

package io.phase3.monitor.experiments;

import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import io.phase3.monitor.exposition.Measurement;
import io.phase3.monitor.sources.Source;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Looks at every running experiment at intervals, and writes what it finds into tables, where queries read the metrics.
 *
 * <p>Of no use to several threads at once, as no source is. Several exporters may evaluate the same experiments.
 */
public final class Evaluation implements Source {
    /** For one experiment: many times what counting a million subjects takes. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Database database;
    private final ExperimentSettings settings;
    private final Rollback rollback;
    private final Clock clock;
    private final Consumer<String> messages;

    /** What has been said of each experiment last: a condition that lasts is said once. */
    private final Map<String, String> said = new HashMap<>();

    /**
     * An evaluation.
     *
     * @param rollback whose failed requests find their way into the table here, when the database is back; and which is finished here if
     *     it was cut off
     * @param messages gets a line for each experiment that cannot be evaluated, once for as long as that lasts
     */
    public Evaluation(
            Database database, ExperimentSettings settings, Rollback rollback, Clock clock, Consumer<String> messages) {
        this.database = database;
        this.settings = settings;
        this.rollback = rollback;
        this.clock = clock;
        this.messages = messages;
    }

    @Override
    public String name() {
        return "experiments";
    }

    @Override
    public Duration interval() {
        return settings.interval();
    }

    /**
     * Evaluates all running experiments, also those that come after one which cannot be.
     *
     * @return no values: the metrics are queries over what is written here
     * @throws DatabaseException if the database is away, or did not do what was asked for one of them
     */
    @Override
    public List<Measurement> read() throws DatabaseException {
        rollback.recordFailed();
        rollback.finish();
        List<String> running = database.read(LIMIT, ExperimentTables::running);
        said.keySet().retainAll(running);
        List<DatabaseException> failures = new ArrayList<>();
        for (String name : running) {
            try {
                evaluate(name);
            } catch (DatabaseException e) {
                failures.add(e);
                say(name, Optional.of("cannot be evaluated: " + e.getMessage()));
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
        return List.of();
    }

    private void evaluate(String name) throws DatabaseException {
        Optional<Experiment> found = database.read(LIMIT, connection -> ExperimentTables.find(connection, name));
        if (found.isEmpty()) {
            return;
        }
        Optional<String> problem = found.get().problem();
        if (problem.isPresent()) {
            say(name, problem);
            return;
        }
        Evaluated evaluated = Evaluated.of(found.get());
        database.write(LIMIT, connection -> {
            ResultTables.write(connection, evaluated, clock.instant());
            return null;
        });
        say(name, evaluated.obstacle());
    }

    private void say(String name, Optional<String> what) {
        String before = what.isPresent() ? said.put(name, what.get()) : said.remove(name);
        if (what.isPresent() && !what.get().equals(before)) {
            messages.accept("experiment '" + name + "' " + what.get());
        }
    }
}

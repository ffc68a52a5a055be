package io.phase3.monitor.agents;

import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import io.phase3.monitor.exposition.Measurement;
import io.phase3.monitor.sources.Source;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Reads the agents' counters of money at each interval, and keeps them in PostgreSQL. */
public final class AgentCounters implements Source {
    /** How long PostgreSQL may take, and another exporter that reads the agents right now. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final AgentReader reader;
    private final CounterBook book;
    private final Duration interval;
    private final Clock clock;
    private final Consumer<String> problems;
    private List<String> silentBefore = List.of();

    /** @param problems told when other agents than before do not answer */
    public AgentCounters(AgentsSettings settings, Database database, Clock clock, Consumer<String> problems) {
        this.reader = new AgentReader(settings);
        this.book = new CounterBook(database, settings.timeout().plus(LIMIT));
        this.interval = settings.interval();
        this.clock = clock;
        this.problems = problems;
    }

    @Override
    public String name() {
        return "agents";
    }

    @Override
    public Duration interval() {
        return interval;
    }

    /**
     * Reads and keeps; serves nothing itself, for the queries read it from the tables.
     *
     * @throws IOException if there are agents and none of them answers
     */
    @Override
    public List<Measurement> read() throws IOException, DatabaseException {
        Reading reading = book.enter(reader::read, clock.instant());
        if (reading.lives().isEmpty() && !reading.isComplete()) {
            throw new IOException(String.join("; ", reading.silent()));
        }
        reading.silent().stream().filter(line -> !silentBefore.contains(line)).forEach(problems);
        silentBefore = reading.silent();
        return List.of();
    }
}

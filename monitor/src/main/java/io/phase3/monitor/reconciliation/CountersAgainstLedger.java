package io.phase3.monitor.reconciliation;

import io.phase3.monitor.agents.Reading;
import io.phase3.monitor.database.Database;
import io.phase3.monitor.exposition.Measurement;
import io.phase3.monitor.sources.Source;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Compares what the agents have counted with what has got into the ledger, to the cent, since the exporter's start or the
 * last end of a JVM: what a JVM counted right before its end no scrape has seen.
 */
public final class CountersAgainstLedger implements Source {
    private static final String BOOKS = "counters-ledger";

    private final Supplier<Reading> agents;
    private final List<? extends Source> collectors;
    private final Books books;
    private final Duration interval;
    private final Clock clock;
    private final Consumer<String> problems;
    private Optional<Moment> baseline = Optional.empty();
    private long told;

    /**
     * A comparison that has not begun.
     *
     * @param agents reads all agents now
     * @param collectors bring all that journals hold into the ledger
     * @param problems told of each new difference
     */
    public CountersAgainstLedger(
            Supplier<Reading> agents,
            List<? extends Source> collectors,
            Database database,
            Duration interval,
            Clock clock,
            Consumer<String> problems) {
        this.agents = agents;
        this.collectors = List.copyOf(collectors);
        this.books = new Books(database);
        this.interval = interval;
        this.clock = clock;
        this.problems = problems;
    }

    @Override
    public String name() {
        return "reconciliation-counters";
    }

    @Override
    public Duration interval() {
        return interval;
    }

    /** Compares; the difference is served by the query over the table. */
    @Override
    public List<Measurement> read() throws Exception {
        Moment now = moment();
        Optional<Totals> counted = baseline.flatMap(now::countedSince);
        if (counted.isEmpty()) {
            baseline = Optional.of(now);
            return List.of();
        }
        Moment since = baseline.orElseThrow();
        long difference = now.difference(since, counted.get());
        Totals ledger = now.ledgerAfter().minus(since.ledgerBefore());
        books.keep(BOOKS, counted.get().net(), ledger.net(), difference, now.at());
        tell(difference, since.at());
        return List.of();
    }

    private Moment moment() throws Exception {
        Totals before = collected();
        Instant at = clock.instant();
        Reading reading = agents.get();
        if (!reading.isComplete()) {
            throw new IOException("not compared, because " + String.join("; ", reading.silent()));
        }
        return Moment.of(at, before, reading, collected());
    }

    private Totals collected() throws Exception {
        for (Source collector : collectors) {
            collector.read();
        }
        return books.ledger();
    }

    private void tell(long difference, Instant since) {
        if (difference != told && difference > 0) {
            problems.accept("the agents' counters and the ledger differ by $"
                    + Dollars.of(difference) + " since " + since
                    + "; is a journal not collected, or did two JVMs without a shared Redis count the same sale?");
        }
        told = difference;
    }
}

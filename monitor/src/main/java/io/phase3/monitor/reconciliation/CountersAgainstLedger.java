package io.phase3.monitor.reconciliation;

import io.phase3.monitor.agents.Reading;
import io.phase3.monitor.database.Database;
import io.phase3.monitor.exposition.Measurement;
import io.phase3.monitor.reconciliation.Findings.Finding;
import io.phase3.monitor.sources.Source;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Compares what the agents have counted with what has got into the ledger, to the cent, since the exporter's start or the
 * last end of a JVM: what a JVM counted right before its end no scrape has seen.
 */
public final class CountersAgainstLedger implements Source {
    /** How long an entry may be on its way from an agent's files through the stream, and some more. */
    private static final Duration ON_THE_WAY = Duration.ofSeconds(2);

    private static final int MOST_PATIENCE = 5;

    private final Supplier<Reading> agents;
    private final List<? extends Source> collectors;
    private final LedgerTotals ledger;
    private final Findings findings;
    private final Duration interval;
    private final Clock clock;
    private final Duration onTheWay;
    private Optional<Moment> baseline = Optional.empty();

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
        this(agents, collectors, database, interval, clock, problems, ON_THE_WAY);
    }

    CountersAgainstLedger(
            Supplier<Reading> agents,
            List<? extends Source> collectors,
            Database database,
            Duration interval,
            Clock clock,
            Consumer<String> problems,
            Duration onTheWay) {
        this.agents = agents;
        this.collectors = List.copyOf(collectors);
        this.ledger = new LedgerTotals(database);
        this.findings = new Findings("counters-ledger", database, problems);
        this.interval = interval;
        this.clock = clock;
        this.onTheWay = onTheWay;
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
        for (int again = 0; difference > 0 && again < MOST_PATIENCE; again++) {
            // Perhaps it is on its way.
            now = now.withLedger(collectedLater());
            difference = now.difference(since, counted.get());
        }
        Totals collected = now.ledgerAfter().minus(since.ledgerBefore());
        findings.add(
                new Finding(counted.get().net(), collected.net(), difference),
                now.at(),
                "the agents' counters and the ledger differ by $" + Dollars.of(difference) + " since " + since.at()
                        + "; is a journal not collected, or did two JVMs without a shared Redis count the same sale?");
        return List.of();
    }

    private Moment moment() throws Exception {
        Totals before = collected();
        Instant at = clock.instant();
        Reading reading = agents.get();
        if (!reading.isComplete()) {
            throw new IOException("not compared, because " + String.join("; ", reading.silent()));
        }
        return Moment.of(at, before, reading, collectedLater());
    }

    private Totals collectedLater() throws Exception {
        TimeUnit.NANOSECONDS.sleep(onTheWay.toNanos());
        return collected();
    }

    private Totals collected() throws Exception {
        for (Source collector : collectors) {
            collector.read();
        }
        return ledger.read();
    }
}

package io.phase3.monitor.reconciliation;

import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import io.phase3.monitor.exposition.Measurement;
import io.phase3.monitor.ledger.JournalAudit;
import io.phase3.monitor.reconciliation.Findings.Finding;
import io.phase3.monitor.sources.Source;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Compares what journals' files hold with the ledger, entry by entry, as far as they have been collected. */
public final class JournalsAgainstLedger implements Source {
    private final JournalAudit audit;
    private final Findings findings;
    private final Duration interval;
    private final Clock clock;

    /**
     * A comparison that has not begun.
     *
     * @param problems told of each new difference
     */
    public JournalsAgainstLedger(
            JournalAudit audit, Database database, Duration interval, Clock clock, Consumer<String> problems) {
        this.audit = audit;
        this.findings = new Findings("journals-ledger", database, problems);
        this.interval = interval;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "reconciliation-journals";
    }

    @Override
    public Duration interval() {
        return interval;
    }

    /** Compares; the difference is served by the query over the table. */
    @Override
    public List<Measurement> read() throws IOException, DatabaseException {
        JournalAudit.Result result = audit.run();
        findings.add(
                new Finding(result.journals(), result.ledger(), result.difference()),
                clock.instant(),
                "the journals and the ledger differ by $" + Dollars.of(result.difference())
                        + "; did two JVMs without a shared Redis write the same sale with different amounts, or was the"
                        + " ledger changed?");
        return List.of();
    }
}

package io.phase3.monitor.demo;

import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import io.phase3.monitor.database.DatabaseSettings;
import io.phase3.monitor.demo.business.Company;
import io.phase3.monitor.programs.ChildProcess;
import io.phase3.monitor.prometheus.Scrape;
import io.phase3.monitor.prometheus.ScrapeClient;
import io.phase3.monitor.terminal.CommandFailure;
import io.phase3.monitor.terminal.Interruption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the demo runs beside the application: stores with a made-up company in them, and the exporter. */
final class BusinessSide implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration SEED_LIMIT = Duration.ofSeconds(60);
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long SEED = 1;

    private final Path folder;
    private final BusinessProcesses processes;
    private final Interruption interruption;
    private final ChildProcess stores;
    private final StoreAddresses addresses;
    private ChildProcess exporter;
    private URI root;

    private BusinessSide(Path folder, BusinessProcesses processes, Interruption interruption)
            throws IOException, InterruptedException {
        this.folder = folder;
        this.processes = processes;
        this.interruption = interruption;
        this.stores = ChildProcess.start(
                IgnoringInterrupts.of(processes.stores(folder.resolve("stores"))), folder.resolve("stores.log"));
        try {
            this.addresses = awaitStores();
        } catch (RuntimeException | InterruptedException e) {
            stores.close();
            throw e;
        }
    }

    /**
     * Starts the stores and fills them.
     *
     * @param folder of the run
     * @throws CommandFailure if they do not start, which they cannot do on every platform
     */
    static BusinessSide open(Path folder, BusinessProcesses processes, Interruption interruption, Clock clock)
            throws IOException, InterruptedException {
        BusinessSide side = new BusinessSide(folder, processes, interruption);
        try {
            side.fill(clock);
            return side;
        } catch (RuntimeException | IOException e) {
            side.close();
            throw e;
        }
    }

    StoreAddresses addresses() {
        return addresses;
    }

    /** What the agent has to be told: that touches, and a copy of the journal, are in Redis. */
    List<String> agentSettings() {
        return List.of(
                "attribution.touches.store=redis",
                "attribution.touches.redis.uri=\"" + addresses.redis() + '"',
                "attribution.journal.stream.enabled=true");
    }

    /** Starts the exporter and waits until it answers. */
    URI startExporter(int port, int agentPort, Path journal) throws IOException, InterruptedException {
        Path configuration = Files.writeString(
                folder.resolve("exporter.conf"), ExporterConfiguration.of(port, agentPort, journal, addresses));
        root = URI.create("http://127.0.0.1:" + port + "/");
        exporter = ChildProcess.start(
                IgnoringInterrupts.of(processes.exporter(configuration)), folder.resolve("exporter.log"));
        long start = System.nanoTime();
        while (scraped().isEmpty()) {
            failIfEnded(exporter, "the exporter");
            pause(start, "the exporter");
        }
        return metrics();
    }

    /** Waits until the ledger says what the journal says and every metric is served, or for long enough. */
    BusinessSummary settled(Earnings journal) throws InterruptedException {
        long start = System.nanoTime();
        BusinessSummary summary = summary(journal);
        while (!summary.isRight() && exporter.isRunning() && since(start).compareTo(SETTLE_LIMIT) < 0) {
            Thread.sleep(POLL.toMillis());
            summary = summary(journal);
        }
        return summary;
    }

    private BusinessSummary summary(Earnings journal) throws InterruptedException {
        return BusinessSummary.of(
                metrics(), scraped().orElse(new Scrape(List.of())), new ExporterStatus(root).failingSources(), journal);
    }

    private URI metrics() {
        return root.resolve("/metrics");
    }

    private Optional<Scrape> scraped() throws InterruptedException {
        try {
            return Optional.of(new ScrapeClient(metrics()).scrape());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private StoreAddresses awaitStores() throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            Optional<StoreAddresses> said = stores.logTail()
                    .lines()
                    .flatMap(line -> StoreAddresses.of(line).stream())
                    .findFirst();
            if (said.isPresent()) {
                return said.get();
            }
            failIfEnded(stores, "PostgreSQL and Redis");
            pause(start, "PostgreSQL and Redis");
        }
    }

    private void fill(Clock clock) throws IOException {
        DatabaseSettings settings = new DatabaseSettings(
                addresses.database(), addresses.user(), Optional.empty(), true, 2, Duration.ofSeconds(10));
        try (Database database = Database.open(settings)) {
            database.migrate();
            database.write(SEED_LIMIT, connection -> {
                try {
                    Company.write(connection, clock.instant(), SEED);
                    return null;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (DatabaseException e) {
            throw new CommandFailure("the demo's PostgreSQL cannot be filled: " + e.getMessage());
        }
    }

    private void pause(long start, String what) throws InterruptedException {
        if (interruption.requestedWithin(POLL)) {
            throw new CommandFailure("interrupted before " + what + " answered");
        }
        if (since(start).compareTo(START_LIMIT) > 0) {
            throw new CommandFailure("no answer of " + what + " after " + START_LIMIT.toSeconds() + " s");
        }
    }

    private static void failIfEnded(ChildProcess process, String what) {
        if (!process.isRunning()) {
            throw new CommandFailure(what + " ended with exit code " + process.exitCode() + ": " + process.logTail()
                    + "\nWithout --with-exporter the demo needs nothing of this.");
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() {
        try (stores) {
            if (exporter != null) {
                exporter.close();
            }
        }
    }
}

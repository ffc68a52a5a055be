package io.phase3.monitor.ledger;

import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Collects a directory of journals in a JVM of its own, which may be killed: {@code url directory}. */
final class CollectorProcess {
    private CollectorProcess() {}

    public static void main(String[] arguments) throws Exception {
        try (Database database = Database.open(settings(arguments[0]))) {
            FileCollector collector = new FileCollector(
                    ledger(Path.of(arguments[1])), database, InstantSource.system(), System.out::println);
            do {
                collector.read();
            } while (collector.collected().behind() > 0);
        }
    }

    static DatabaseSettings settings(String url) {
        return new DatabaseSettings(url, "postgres", Optional.empty(), true, 4, Duration.ofSeconds(10));
    }

    static LedgerSettings ledger(Path directory) {
        return new LedgerSettings(
                ZoneOffset.UTC,
                List.of(new LedgerSettings.Journal("app", directory)),
                Optional.empty(),
                Duration.ofSeconds(5),
                Integer.getInteger("ledger.batch", 10_000),
                Duration.ofMinutes(5));
    }
}

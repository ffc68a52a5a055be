package io.phase3.monitor.ledger;

import io.phase3.monitor.RealPostgres;
import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Collects a directory of journals in a JVM of its own, which may be killed: {@code url directory}. */
final class CollectorProcess {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private CollectorProcess() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[1]);
        try (Database database = Database.open(RealPostgres.settings(arguments[0], "postgres", 4))) {
            FileCollector collector =
                    new FileCollector(ledger(directory), database, InstantSource.system(), System.out::println);
            do {
                collector.read();
            } while (collected(database) < bytes(directory));
        }
    }

    private static long collected(Database database) throws DatabaseException {
        return database.read(LIMIT, connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select sum(position) from phase3.ledger_position")) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private static long bytes(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Path::toFile).mapToLong(File::length).sum();
        }
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

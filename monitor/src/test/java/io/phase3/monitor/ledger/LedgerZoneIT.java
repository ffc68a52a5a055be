package io.phase3.monitor.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerZoneIT {
    private static LedgerDatabase ledger;

    @BeforeAll
    static void start() throws Exception {
        ledger = new LedgerDatabase();
    }

    @AfterAll
    static void stop() throws Exception {
        ledger.close();
    }

    @ParameterizedTest
    @CsvSource({
        "UTC, 12:00",
        "Z, 12:00",
        "Europe/Berlin, 13:00",
        "+02:00, 14:00",
        "UTC+2, 14:00",
        "Etc/GMT-2, 14:00",
        "-03:30, 08:30",
    })
    void meansToPostgresWhatItMeansToJava(String zone, String noonInWinter) throws Exception {
        LedgerZone.write(ledger.database, ZoneId.of(zone));
        assertThat(ledger.postgres.ask(
                        "select to_char(timestamptz '2026-11-23 12:00Z' at time zone phase3.ledger_zone(), 'HH24:MI')"))
                .isEqualTo(noonInWinter);
    }
}

package io.phase3.monitor.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.phase3.monitor.RealPostgres;
import io.phase3.monitor.RealRedis;
import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import io.phase3.monitor.redis.RedisConnection;
import io.phase3.monitor.redis.RedisException;
import io.phase3.monitor.redis.RedisSettings;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadGroupParams;

class StreamCollectorIT {
    private static final String KEY = "phase3:journal";
    private static final String GROUP = "ledger";
    private static LedgerDatabase ledger;
    private static RealRedis server;

    private final List<String> messages = new ArrayList<>();
    private RedisClient redis;
    private RedisConnection connection;

    @BeforeAll
    static void start() throws Exception {
        ledger = new LedgerDatabase();
        server = RealRedis.away();
        server.start();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        ledger.close();
    }

    @BeforeEach
    void setUp() throws Exception {
        ledger.empty();
        redis = RedisClient.create("127.0.0.1", server.port());
        redis.flushAll();
        connection = RedisConnection.open(new RedisSettings(
                URI.create("redis://127.0.0.1:" + server.port()),
                Optional.empty(),
                Optional.empty(),
                false,
                "phase3",
                Duration.ofSeconds(5)));
    }

    @AfterEach
    void tearDown() {
        connection.close();
        redis.close();
    }

    private StreamCollector collector(Database database, Duration abandoned) {
        return collector(database, abandoned, messages::add);
    }

    private StreamCollector collector(Database database, Duration abandoned, Consumer<String> messages) {
        LedgerSettings.Stream stream = new LedgerSettings.Stream(KEY, GROUP, "exporter-1");
        LedgerSettings settings = new LedgerSettings(
                ZoneOffset.UTC, List.of(), Optional.of(stream), Duration.ofSeconds(5), 3, Duration.ofMinutes(5));
        return new StreamCollector(settings, stream, connection, database, messages, abandoned);
    }

    private StreamCollector collector() {
        return collector(ledger.database, Duration.ofMinutes(1));
    }

    private void append(String... lines) {
        for (String line : lines) {
            redis.xadd(KEY, StreamEntryID.NEW_ENTRY, Map.of("journal", "9c1f", "entry", line));
        }
    }

    private long unconfirmed() {
        return redis.xpending(KEY, GROUP).getTotal();
    }

    private void assertThatCoachingHas(long cents) throws Exception {
        assertThat(ledger.totals()).isEqualTo(Map.of("ai_coaching credit", cents));
        assertThat(unconfirmed()).isZero();
    }

    @Nested
    class The_stream {
        @Test
        void isCollectedFromItsOldestEntry() throws Exception {
            append(Journals.conversion("a", "1.00"), Journals.conversion("b", "2.00"));
            append(Journals.conversion("c", "4.00"), Journals.conversion("d", "8.00"));
            collector().read();
            assertThatCoachingHas(15_00);
            assertThat(ledger.postgres.ask("select distinct journal from phase3.ledger_entry"))
                    .isEqualTo("9c1f");
        }

        @Test
        void mayNotBeThereYet() throws Exception {
            StreamCollector collector = collector();
            collector.read();
            append(Journals.conversion("a", "1.00"));
            collector.read();
            assertThatCoachingHas(1_00);
        }

        @Test
        void bringsNothingTwiceThatFilesHaveBroughtToo() throws Exception {
            append(Journals.conversion("a", "1.00"), Journals.conversion("a", "1.00"));
            collector().read();
            assertThatCoachingHas(1_00);
        }
    }

    /** Whenever lines have been collected and told, as many come again. */
    @Nested
    class A_run_while_the_stream_grows {
        private static final int ENOUGH = 300;

        private void appendLines(int count) {
            append(Collections.nCopies(count, "no entry").toArray(String[]::new));
        }

        private void run(int entries) throws Exception {
            appendLines(entries);
            Consumer<String> growing = message -> {
                messages.add(message);
                if (messages.size() < ENOUGH) {
                    appendLines(entries);
                }
            };
            collector(ledger.database, Duration.ofMinutes(1), growing).read();
        }

        @Test
        void endsWhenThereIsLessThanAnAnswerCanHave() throws Exception {
            run(2);
            assertThat(messages).hasSize(1);
        }

        @Test
        void endsAfterManyFullAnswersToo() throws Exception {
            run(3);
            assertThat(messages).hasSize(StreamCollector.MOST_ANSWERS);
        }
    }

    @Nested
    class An_entry_that_is_none {
        @Test
        void isRejectedAndDoesNotComeAgain() throws Exception {
            append("nothing", Journals.conversion("a", "1.00"));
            redis.xadd(KEY, StreamEntryID.NEW_ENTRY, Map.of("other", "field"));
            collector().read();
            assertThatCoachingHas(1_00);
            assertThat(ledger.postgres.ask(
                            "select string_agg(reason, ' | ' order by reason desc) from phase3.ledger_rejected"))
                    .isEqualTo("is not JSON | has no field \"entry\"");
            assertThat(messages).singleElement().asString().contains("lines that are no entries: 2, such as ");
        }
    }

    @Nested
    class What_another_consumer_was_given {
        @BeforeEach
        void giveToAnother() {
            append(Journals.conversion("a", "1.00"), Journals.conversion("b", "2.00"));
            redis.xgroupCreate(KEY, GROUP, new StreamEntryID(0, 0), false);
            redis.xreadGroup(
                    GROUP,
                    "exporter-2",
                    XReadGroupParams.xReadGroupParams(),
                    Map.of(KEY, StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
        }

        @Test
        void isLeftToItForAWhile() throws Exception {
            collector().read();
            assertThat(ledger.totals()).isEmpty();
            assertThat(unconfirmed()).isEqualTo(2);
        }

        @Test
        void isTakenOverAfterThat() throws Exception {
            collector(ledger.database, Duration.ZERO).read();
            assertThatCoachingHas(3_00);
        }
    }

    @Nested
    class While_PostgreSQL_is_away {
        @Test
        void nothingIsConfirmedAndItComesAgain() throws Exception {
            append(Journals.conversion("a", "1.00"), Journals.conversion("b", "2.00"));
            try (Database away = Database.open(RealPostgres.nowhere())) {
                assertThatExceptionOfType(DatabaseException.class)
                        .isThrownBy(() -> collector(away, Duration.ofMinutes(1)).read())
                        .withMessageContaining("is PostgreSQL running there, and reachable?");
            }
            assertThat(unconfirmed()).isEqualTo(2);
            collector().read();
            assertThatCoachingHas(3_00);
        }

        @Test
        void whatIsTrimmedMeanwhileIsTold() throws Exception {
            append(Journals.conversion("a", "1.00"), Journals.conversion("b", "2.00"));
            redis.xgroupCreate(KEY, GROUP, new StreamEntryID(0, 0), false);
            redis.xreadGroup(
                    GROUP,
                    "exporter-1",
                    XReadGroupParams.xReadGroupParams(),
                    Map.of(KEY, StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
            redis.xtrim(KEY, 1, false);
            collector().read();
            assertThatCoachingHas(2_00);
            assertThat(messages)
                    .containsExactly("stream phase3:journal: 1 entries were trimmed away before they were collected;"
                            + " the files of the journals have them");
        }
    }

    @Nested
    class While_Redis_is_away {
        @Test
        void itIsSaidAndTheNextRunGoesOnWithWhatIsThere() throws Exception {
            StreamCollector collector = collector();
            append(Journals.conversion("a", "1.00"));
            collector.read();
            server.stop();
            try {
                assertThatExceptionOfType(RedisException.class)
                        .isThrownBy(collector::read)
                        .withMessageStartingWith("Redis at 127.0.0.1:" + server.port() + " does not answer: ");
            } finally {
                server.start();
            }
            redis.close();
            redis = RedisClient.create("127.0.0.1", server.port());
            append(Journals.conversion("b", "2.00"));
            collector.read();
            assertThatCoachingHas(3_00);
        }

        @Test
        void aFlushLosesTheGroupAndItIsMadeAnew() throws Exception {
            StreamCollector collector = collector();
            append(Journals.conversion("a", "1.00"));
            collector.read();
            redis.flushAll();
            append(Journals.conversion("b", "2.00"));
            collector.read();
            assertThatCoachingHas(3_00);
        }
    }
}

package io.phase3.monitor.ledger;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Measures the ledger, and tests nothing: started by {@code benchmarks/ledger}. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LedgerBenchmark {
    private static final int ENTRIES = Integer.getInteger("ledger.entries", 1_000_000);
    private static final int ROWS = Integer.getInteger("ledger.rows", 10_000_000);
    private static final int ROWS_AT_ONCE = 500_000;
    private static final Duration LIMIT = Duration.ofHours(1);

    /** Two years of entries, so many a day that the last one falls on today. */
    private static final String FILL = """
            with row as (
                select gen_random_uuid() as entry_key, n,
                    now() - (%2$d - n) * (interval '730 days' / %2$d) as occurred_at, (random() * 100000)::bigint as first,
                    (random() * 100000)::bigint as second,
                    case when n %% 10 = 0 then 'reversal' when n %% 10 = 1 then 'revenue' else 'conversion' end as kind,
                    (array['realtime_intelligence', 'ai_coaching', 'churn_prevention'])[1 + n %% 3] as feature
                from generate_series(%1$d, least(%1$d + %3$d, %2$d) - 1) n
            ), inserted as (
                insert into phase3.ledger_entry (entry_key, kind, id, occurred_at, type, lead, amount_minor, features, parts_minor,
                    model, touches, journal)
                select entry_key, kind, 'deal-' || n, occurred_at, 'sale', md5(n::text), first + second,
                    array[feature, 'unattributed'], array[first, second], 'weights',
                    jsonb_build_array(jsonb_build_array(feature, 1795000000000 + n)), 'app'
                from row
                returning kind, features, parts_minor
            )
            insert into phase3.ledger_total as t
            select part.feature, case kind when 'reversal' then 'reversal' else 'credit' end as side, sum(minor), count(*)
            from inserted, unnest(features, parts_minor) as part (feature, minor)
            group by part.feature, side
            on conflict (feature, kind) do update
                set amount_minor = t.amount_minor + excluded.amount_minor, entries = t.entries + excluded.entries
            """;

    private static final String REPORT = """
            select feature, sum(minor) filter (where kind <> 'reversal'), sum(minor) filter (where kind = 'reversal')
            from phase3.ledger_entry, unnest(features, parts_minor) as part (feature, minor)
            where occurred_at >= now() - interval '%1$s' - interval '30 days' and occurred_at < now() - interval '30 days'
            group by feature
            """;

    private static LedgerDatabase ledger;

    @TempDir
    private static Path home;

    @BeforeAll
    static void start() throws Exception {
        ledger = new LedgerDatabase();
    }

    @AfterAll
    static void stop() throws Exception {
        ledger.close();
    }

    @Test
    @Order(1)
    void collectingJournals() throws Exception {
        Journals journals = new Journals(home.resolve("app"));
        journals.fill(ENTRIES, new Random(5));
        FileCollector collector = new FileCollector(
                CollectorProcess.ledger(journals.directory), ledger.database, InstantSource.system(), line -> {});
        double processor = processorSeconds();
        double server = serverSeconds();
        long start = System.nanoTime();
        collector.read();
        double seconds = seconds(start);
        print("%,d new entries in %.1f s: %,.0f a second", ENTRIES, seconds, ENTRIES / seconds);
        print(
                "  processor time: %.1f s of the exporter, %.1f s of PostgreSQL: %.1f and %.1f microseconds an entry",
                processorSeconds() - processor,
                serverSeconds() - server,
                (processorSeconds() - processor) * 1e6 / ENTRIES,
                (serverSeconds() - server) * 1e6 / ENTRIES);
        ledger.empty();
    }

    @Test
    @Order(2)
    void readingALargeLedger() throws Exception {
        long start = System.nanoTime();
        for (long from = 1; from <= ROWS; from += ROWS_AT_ONCE) {
            ledger.postgres.execute(FILL.formatted(from, (long) ROWS + 1, ROWS_AT_ONCE));
        }
        print("%,d rows filled in %.0f s", ROWS, seconds(start));
        ledger.postgres.execute("vacuum analyze phase3.ledger_entry");
        print(
                "%s of rows, %s of indexes",
                ledger.postgres.ask("select pg_size_pretty(pg_table_size('phase3.ledger_entry'))"),
                ledger.postgres.ask("select pg_size_pretty(pg_indexes_size('phase3.ledger_entry'))"));
        Map<String, String> queries = new LinkedHashMap<>();
        queries.put("revenue of all features, as scraped", "select * from phase3.metric_ledger_revenue");
        queries.put("time of the first entry, as scraped", "select * from phase3.metric_ledger_first_entry");
        queries.put("report of a day", REPORT.formatted("1 day"));
        queries.put("report of a month", REPORT.formatted("30 days"));
        queries.put(
                "sums of all entries, for a check by hand",
                "select feature, sum(minor) from phase3.ledger_entry, unnest(features, parts_minor) as part (feature, minor) group by 1");
        for (Map.Entry<String, String> query : queries.entrySet()) {
            print("%s: %s", query.getKey(), milliseconds(query.getValue()));
            print("%s", plan(query.getValue()));
        }
    }

    @Test
    @Order(3)
    void collectingIntoALargeLedger() throws Exception {
        Journals journals = new Journals(home.resolve("more"));
        int entries = ENTRIES / 10;
        journals.fill(entries, new Random(6));
        FileCollector collector = new FileCollector(
                CollectorProcess.ledger(journals.directory), ledger.database, InstantSource.system(), line -> {});
        double server = serverSeconds();
        long start = System.nanoTime();
        collector.read();
        double seconds = seconds(start);
        print(
                "%,d more entries in %.1f s: %,.0f a second; %.1f microseconds of PostgreSQL's processor time each",
                entries, seconds, entries / seconds, (serverSeconds() - server) * 1e6 / entries);
    }

    /** The first time and the best of five, over the exporter's pool. */
    private static String milliseconds(String sql) throws Exception {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            ledger.database.read(
                    LIMIT,
                    connection -> connection.createStatement().executeQuery(sql).next());
            times.add(1000 * seconds(start));
        }
        double best = times.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        return String.format(Locale.ROOT, "%.1f ms, %.1f ms the first time", best, times.get(0));
    }

    private static String plan(String sql) {
        return ledger.postgres.rows("explain (analyze, buffers, costs off, timing off) " + sql).stream()
                .map(line -> "    " + line)
                .collect(Collectors.joining("\n"));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static double processorSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    /** Of the exporter's connections that are there, by Linux. */
    private static double serverSeconds() throws Exception {
        String pids = ledger.postgres.ask(
                "select string_agg(pid::text, ' ') from pg_stat_activity where application_name = 'phase3-exporter'");
        double ticks = 0;
        for (String pid : pids.split(" ", -1)) {
            ticks += ticks(Path.of("/proc", pid, "stat"));
        }
        return ticks / 100;
    }

    private static long ticks(Path stat) throws IOException {
        String[] fields = Files.readString(stat).replaceFirst(".*\\) ", "").split(" ", -1);
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}

package io.phase3.monitor.impact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.phase3.monitor.FreePort;
import io.phase3.monitor.Phase3;
import io.phase3.monitor.RealPostgres;
import io.phase3.monitor.database.Database;
import io.phase3.monitor.impact.SeededMoney.Model;
import io.phase3.monitor.impact.SeededMoney.Sums;
import io.phase3.monitor.programs.Program;
import io.phase3.monitor.programs.Server;
import io.phase3.monitor.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** Reports of seeded days, against additions of the seeds that share no code with what makes reports. */
class ImpactIT {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final LocalDate DAY = SeededMoney.LAST;
    private static final LocalDate WEEK = DAY.minusDays(6);

    /** Noon in New York of the day after the seeded ones. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-03-12T16:00:00Z"), ZoneOffset.UTC);

    private static final SeededMoney MONEY = new SeededMoney();

    @TempDir
    private static Path shared;

    private static RealPostgres postgres;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void seed() throws Exception {
        postgres = RealPostgres.start();
        try (Database database = postgres.open(4)) {
            database.migrate();
        }
        MONEY.insert(postgres);
        MONEY.writeJournals(shared.resolve("journal"));
        insertCosts();
        insertUsers();
        configure("exporter.conf", postgres.url(), "");
    }

    /** 25.205 of each day is 25.20 by half-even, 10.015 is 10.02. */
    private static void insertCosts() {
        postgres.execute("""
                insert into phase3.infrastructure_cost
                select day, component, feature, amount
                from generate_series(?::date - 29, ?::date, '1 day') as day,
                     (values ('postgres', 'shared', 25.205), ('redis', 'realtime_intelligence', 20)) as cost (component, feature, amount)""", DAY, DAY);
        postgres.execute("""
                insert into phase3.api_cost
                select day, 'ai_coaching', 'claude', 10.015 from generate_series(?::date - 29, ?::date, '2 days') as day""", DAY, DAY);
    }

    private static void insertUsers() {
        String activity = "insert into phase3.user_activity select 'u' || i, ?, ?::date from generate_series(?, ?) i";
        postgres.execute(activity, "realtime_intelligence", DAY, 1, 7);
        postgres.execute(activity, "property_intelligence", DAY, 1, 3);
        postgres.execute(activity, "realtime_intelligence", DAY.minusDays(6), 8, 9);
        postgres.execute(activity, "realtime_intelligence", DAY.minusDays(29), 10, 12);
        postgres.execute(activity, "realtime_intelligence", DAY.plusDays(1), 100, 200);
        String score = "insert into phase3.nps_response (feature, score, responded_at)"
                + " select ?, unnest(?::smallint[]), ?::timestamptz";
        postgres.execute(score, "realtime_intelligence", new Short[] {10, 9, 7, 3}, "2024-03-11 23:59:59-04");
        postgres.execute(score, "property_intelligence", new Short[] {10, 8}, "2024-02-01 12:00:00-05");
        postgres.execute(score, "realtime_intelligence", new Short[] {0, 0}, "2024-03-12 00:00:00-04");
    }

    private static void configure(String file, String url, String journals) throws IOException {
        Files.writeString(shared.resolve(file), """
                exporter {
                  database { url = "%s", user = postgres, connect-timeout = 1s }
                  ledger { time-zone = "%s", journals { %s } }
                }
                """.formatted(url, SeededMoney.ZONE, journals));
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    private int impact(String... arguments) throws IOException {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Terminal terminal = Terminal.plain(new PrintWriter(out, true), new PrintWriter(err, true));
        List<String> all = new ArrayList<>(List.of("impact"));
        all.addAll(List.of(arguments));
        addUnlessThere("--config", shared.resolve("exporter.conf").toString(), all);
        addUnlessThere("--prometheus", "http://127.0.0.1:" + FreePort.find(), all);
        ImpactCommand command = new ImpactCommand(terminal, CLOCK, directory, Map.of());
        return Phase3.commandLine(terminal, List.of(new CommandLine(command))).execute(all.toArray(String[]::new));
    }

    private static void addUnlessThere(String option, String value, List<String> arguments) {
        if (!arguments.contains(option)) {
            arguments.addAll(List.of(option, value));
        }
    }

    private JsonNode json(String... arguments) throws IOException {
        String[] all = Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray(String[]::new);
        assertThat(impact(all)).as(err.toString()).isZero();
        return JSON.readTree(out.toString());
    }

    private static long cents(JsonNode dollars) {
        return dollars.decimalValue().movePointRight(2).longValueExact();
    }

    private static Map<String, Long> features(JsonNode report, String field) {
        Map<String, Long> values = new TreeMap<>();
        report.path("features").forEach(feature -> {
            long value = field.equals("touched") ? feature.path(field).longValue() : cents(feature.path(field));
            if (value != 0) {
                values.put(feature.path("name").textValue(), value);
            }
        });
        return values;
    }

    private static JsonNode named(JsonNode list, String field, String name) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(each -> each.path(field).textValue().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + list));
    }

    private static void assertMoney(JsonNode report, Sums expected) {
        JsonNode overall = report.path("overall");
        assertThat(cents(overall.path("credits"))).isEqualTo(expected.credits());
        assertThat(cents(overall.path("reversals"))).isEqualTo(expected.reversals());
        assertThat(cents(overall.path("revenue"))).isEqualTo(expected.credits() - expected.reversals());
        assertThat(overall.path("conversions").longValue()).isEqualTo(expected.conversions());
        assertThat(features(report, "revenue")).isEqualTo(expected.revenue());
        assertThat(features(report, "touched")).isEqualTo(expected.touched());
    }

    @Nested
    class Money {
        @Test
        void ofADayIsWhatTheSeedsComeTo() throws IOException {
            Sums day = MONEY.sums(DAY, Model.AS_RECORDED);
            JsonNode report = json("--daily");

            assertMoney(report, day);
            long revenue = day.credits() - day.reversals();
            JsonNode overall = report.path("overall");
            assertThat(cents(overall.path("projectedAnnual"))).isEqualTo(365 * revenue);
            // 29 days after the first, an odd number, no service was called.
            assertThat(cents(report.path("costs").path("infrastructure"))).isEqualTo(2_520 + 2_000);
            assertThat(cents(report.path("costs").path("api"))).isZero();
            assertThat(cents(overall.path("net"))).isEqualTo(revenue - 4_520);
            assertThat(overall.path("roi").decimalValue())
                    .isEqualByComparingTo(
                            BigDecimal.valueOf(revenue).divide(BigDecimal.valueOf(4_520), 6, RoundingMode.HALF_EVEN));
        }

        @Test
        void ofAWeekWithADayOf23HoursIsWhatTheSeedsComeTo() throws IOException {
            Sums week = MONEY.sums(WEEK, Model.AS_RECORDED);
            JsonNode report = json("--weekly");

            assertMoney(report, week);
            long revenue = week.credits() - week.reversals();
            assertThat(cents(report.path("overall").path("projectedAnnual")))
                    .isEqualTo(BigDecimal.valueOf(365 * revenue)
                            .divide(BigDecimal.valueOf(7), 0, RoundingMode.HALF_EVEN)
                            .longValueExact());
            // Services were called on three of the seven days, the second, fourth and sixth.
            assertThat(cents(report.path("costs").path("total"))).isEqualTo(7 * (2_520 + 2_000) + 3 * 1_002);
        }

        @Test
        void ofEachDayOfTheTrendIsWhatTheSeedsComeTo() throws IOException {
            JsonNode trend = json("--daily").path("trend");

            assertThat(trend).hasSize(7);
            for (int i = 0; i < 7; i++) {
                LocalDate date = WEEK.plusDays(i);
                // The sums of two spans that end with the last day tell what their first day came to.
                Sums from = MONEY.sums(date, Model.AS_RECORDED);
                Sums after = MONEY.sums(date.plusDays(1), Model.AS_RECORDED);
                assertThat(trend.path(i).path("date").textValue()).isEqualTo(date.toString());
                assertThat(cents(trend.path(i).path("revenue")))
                        .isEqualTo(from.credits() - from.reversals() - after.credits() + after.reversals());
                assertThat(trend.path(i).path("conversions").longValue())
                        .isEqualTo(from.conversions() - after.conversions());
            }
        }

        @ParameterizedTest
        @EnumSource(
                value = Model.class,
                names = {"LINEAR", "LAST_TOUCH"})
        void isSplitAnewByAnotherModel(Model model) throws IOException {
            String name = model.name().toLowerCase(Locale.ROOT).replace('_', '-');
            Sums week = MONEY.sums(WEEK, model);
            JsonNode report = json("--weekly", "--model", name);

            assertMoney(report, week);
            assertThat(report.path("model").textValue()).isEqualTo(name);
            assertThat(week.revenue())
                    .isNotEqualTo(MONEY.sums(WEEK, Model.AS_RECORDED).revenue());
        }

        @Test
        void ofOneFeatureIsItsOwn() throws IOException {
            Sums day = MONEY.sums(DAY, Model.AS_RECORDED);
            JsonNode report = json("--feature", "realtime_intelligence");

            assertThat(report.path("period").textValue()).isEqualTo("daily");
            assertThat(report.path("features")).hasSize(1);
            assertThat(features(report, "revenue"))
                    .isEqualTo(Map.of("realtime_intelligence", day.revenue().get("realtime_intelligence")));
            assertThat(cents(report.path("costs").path("total"))).isEqualTo(2_000);
            assertThat(cents(report.path("overall").path("revenue"))).isEqualTo(day.credits() - day.reversals());
        }

        @ParameterizedTest
        @EnumSource(Model.class)
        void inJournalsIsTheSame(Model model) throws IOException {
            List<String> arguments = new ArrayList<>(List.of("--weekly"));
            if (model != Model.AS_RECORDED) {
                arguments.addAll(
                        List.of("--model", model.name().toLowerCase(Locale.ROOT).replace('_', '-')));
            }
            arguments.addAll(List.of("--journal", shared.resolve("journal").toString()));
            arguments.addAll(List.of("--zone", SeededMoney.ZONE.getId()));
            JsonNode report = json(arguments.toArray(String[]::new));

            assertMoney(report, MONEY.sums(WEEK, model));
            assertThat(report.path("overall").path("net").isNull()).isTrue();
            assertThat(report.path("missing").toString()).contains("infrastructure costs", "it is not asked");
        }

        @Test
        void comesFromConfiguredJournalsWhileTheDatabaseIsAway() throws IOException {
            String nowhere = RealPostgres.url(FreePort.find());
            configure("away.conf", nowhere, "app { directory = \"" + shared.resolve("journal") + "\" }");
            JsonNode report = json("--config", shared.resolve("away.conf").toString());

            assertMoney(report, MONEY.sums(DAY, Model.AS_RECORDED));
            assertThat(report.path("missing").toString()).contains(nowhere);
        }
    }

    @Nested
    class Users {
        @Test
        void areThoseOfTheDays() throws IOException {
            JsonNode daily = json("--daily").path("users");
            assertThat(daily.path("active").longValue()).isEqualTo(7);
            // 25 of realtime_intelligence, 50 of property_intelligence.
            assertThat(daily.path("nps").decimalValue()).isEqualByComparingTo("37.5");
            // All twelve of the last 30 days used the one, three the other.
            assertThat(daily.path("adoption").decimalValue()).isEqualByComparingTo("0.625");

            assertThat(json("--weekly").path("users").path("active").longValue())
                    .isEqualTo(9);
        }
    }

    @Nested
    class Operations {
        private static final Instant START = Instant.parse("2024-03-11T04:15:00Z");

        /** Every half hour of the day and of what follows; what follows would change every figure. */
        private static void write(Path file) throws IOException {
            List<String> metrics = List.of(
                    "probe_success{job=\"blackbox\",service=\"api\"}",
                    "phase3_match_satisfaction_ratio",
                    "feature_le:phase3_websocket_latency_seconds_bucket:rate5m{le=\"0.05\"}",
                    "feature_le:phase3_websocket_latency_seconds_bucket:rate5m{le=\"0.1\"}",
                    "feature_le:phase3_websocket_latency_seconds_bucket:rate5m{le=\"+Inf\"}",
                    "phase3_websocket_latency_seconds_count{outcome=\"ok\"}",
                    "phase3_websocket_latency_seconds_count{outcome=\"error\"}");
            StringBuilder text = new StringBuilder();
            for (int metric = 0; metric < metrics.size(); metric++) {
                for (int i = 0; i < 72; i++) {
                    boolean today = i >= 48;
                    double value = switch (metric) {
                        case 0 -> today || i == 20 ? 0 : 1;
                        case 1 -> today ? 0.1 : 0.91;
                        case 2 -> today ? 0 : 96;
                        case 3, 4 -> 100;
                        case 5 -> 100_000 + 99 * Math.min(i, 48);
                        default -> 1_000 + (today ? 1_000 * i : i);
                    };
                    text.append(metrics.get(metric))
                            .append(' ')
                            .append(value)
                            .append(' ')
                            .append(START.plusSeconds(1_800L * i).getEpochSecond())
                            .append('\n');
                }
            }
            Files.writeString(file, text.append("# EOF\n"));
        }

        @Test
        void areThoseAtTheEndOfTheDay() throws Exception {
            write(directory.resolve("samples.txt"));
            Program.PROMTOOL
                    .run(directory, "tsdb", "create-blocks-from", "openmetrics", "samples.txt", "prometheus")
                    .successfully();
            Files.writeString(directory.resolve("prometheus.yml"), "global: {}\n");
            try (Server prometheus = Server.prometheus(directory)) {
                JsonNode report =
                        json("--daily", "--prometheus", prometheus.uri().toString());
                String first = out.toString();

                // 95 of 100 are the 95th of the 96 that took up to 50 ms.
                assertObjective(report, "Websocket latency, 95 %", "0.049479", true);
                assertObjective(report, "Match satisfaction", "0.91", true);
                assertObjective(report, "Websocket errors", "0.01", true);
                // 47 of 48 probes.
                assertObjective(report, "Uptime: api", "0.979167", false);
                assertThat(named(report.path("objectives"), "title", "Photo analysis, 95 %")
                                .path("met")
                                .isNull())
                        .isTrue();
                assertThat(report.path("missing").toString())
                        .contains("Photo analysis, 95 %")
                        .doesNotContain("Websocket latency", "no Prometheus");
                assertThat(report.path("sources").toString())
                        .contains("Prometheus at " + prometheus.uri() + ", as of 2024-03-12T03:59:59Z");

                json("--daily", "--prometheus", prometheus.uri().toString());
                assertThat(out).hasToString(first);
                assertOnlyPrometheusKnows(prometheus);
            }
        }

        /** A product that has earned nothing yet has a report of how well it runs. */
        private void assertOnlyPrometheusKnows(Server prometheus) throws IOException {
            JsonNode report = json(
                    "--journal",
                    Files.createDirectories(directory.resolve("empty")).toString(),
                    "--prometheus",
                    prometheus.uri().toString());
            assertThat(cents(report.path("overall").path("revenue"))).isZero();
            assertObjective(report, "Uptime: api", "0.979167", false);
        }

        private static void assertObjective(JsonNode report, String title, String value, boolean met) {
            JsonNode objective = named(report.path("objectives"), "title", title);
            assertThat(objective.path("value").decimalValue()).as(title).isEqualByComparingTo(value);
            assertThat(objective.path("met").booleanValue()).as(title).isEqualTo(met);
        }
    }

    @Nested
    class Output {
        @Test
        void isTheSameAgain() throws IOException {
            String port = "http://127.0.0.1:" + FreePort.find();
            json("--weekly", "--prometheus", port);
            String first = out.toString();
            json("--weekly", "--prometheus", port);

            assertThat(out).hasToString(first);
        }

        @Test
        void saysThatADayIsNotOver() throws IOException {
            JsonNode report = json("--date", "today");

            assertThat(report.path("last").textValue()).isEqualTo("2024-03-12");
            assertThat(report.path("missing").path(1).textValue())
                    .isEqualTo("the rest of 2024-03-12: it is not over; this is what is known at 2024-03-12T16:00:00Z");
        }

        @Test
        void goesIntoTheFilesThatWereAskedFor() throws IOException {
            assertThat(impact("--export-csv", "--html", "report.html")).isZero();

            assertThat(Files.readString(directory.resolve("phase3-impact-2024-03-11.csv")))
                    .startsWith("section,name,");
            assertThat(Files.readString(directory.resolve("report.html"))).startsWith("<!DOCTYPE html>");
            assertThat(out.toString()).contains("PHASE 3 DAILY BUSINESS IMPACT REPORT - 2024-03-11");
            try (Stream<Path> files = Files.list(directory)) {
                assertThat(files).hasSize(2);
            }
        }

        @Test
        void isCsvAloneIfStdoutIsAskedFor() throws IOException {
            assertThat(impact("--export-csv", "--output", "-")).isZero();

            assertThat(out.toString()).startsWith("section,name,");
            assertThat(directory).isEmptyDirectory();
        }

        /** As cron runs it. */
        @Test
        void ofTheJarIsPlainInTheCLocaleAndTheSame() throws Exception {
            String[] report = {"--date", "2024-03-11", "--prometheus", "http://127.0.0.1:" + FreePort.find(), "--config"
            };
            String conf = shared.resolve("exporter.conf").toString();
            List<String> arguments = new ArrayList<>(List.of(report));
            arguments.add(conf);

            String text = jar(arguments);

            assertThat(text).matches("[\\n -~]+");
            assertThat(text.lines()).allMatch(line -> line.length() <= 80).contains("OVERALL PERFORMANCE");
            impact(arguments.toArray(String[]::new));
            assertThat(out).hasToString(text);
        }

        private String jar(List<String> arguments) throws Exception {
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            Path errors = directory.resolve("stderr.txt");
            ProcessBuilder builder = new ProcessBuilder(
                    java.toString(),
                    "-jar",
                    Path.of("target/phase3-monitor.jar").toAbsolutePath().toString(),
                    "impact");
            builder.command().addAll(arguments);
            builder.environment().put("LC_ALL", "C");
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            Process process = builder.directory(directory.toFile())
                    .redirectError(errors.toFile())
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
            return text;
        }
    }

    @Nested
    class Refusals {
        private void assertRefused(int status, String reason, String... arguments) throws IOException {
            assertThat(impact(arguments)).isEqualTo(status);
            assertThat(out.toString()).isEmpty();
            assertThat(err.toString().lines().findFirst().orElse("")).contains(reason);
            assertThat(err.toString()).doesNotContain("\tat ", "Exception");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "--date 2024-03-13|has not come yet: today is 2024-03-12 in America/New_York",
                    "--date 2024-02-30|is no date such as",
                    "--feature realtime_inteligence|did you mean 'realtime_intelligence'?",
                    "--feature xyz|there are ai_coaching, churn_prevention",
                    "--model linaer|did you mean 'linear'?",
                    "--zone America/NewYork|did you mean 'America/New_York'?",
                    "--daily --weekly|mutually exclusive",
                    "--output a.csv|add that",
                    "--export-csv --output - --json|both write to stdout",
                    "--export-csv --output a --html a|both write a",
                    "--prometheus localhost:9090|is no address",
                })
        void ofWrongCommandsSayWhatIsRight(String arguments, String reason) throws IOException {
            assertRefused(2, reason, arguments.split(" "));
        }

        @Test
        void ofDaysOfWhichNothingIsKnownAreOneLine() throws IOException {
            assertRefused(1, "nothing is known of 2019-12-26 to 2020-01-01", "--date", "2020-01-01");
            assertThat(err.toString().lines()).hasSize(1);
        }

        @Test
        void ofFilesThatCannotBeWrittenComeBeforeTheWork() throws IOException {
            // Nor is the database asked that is not there.
            configure("nowhere.conf", RealPostgres.url(FreePort.find()), "");
            String conf = shared.resolve("nowhere.conf").toString();
            assertRefused(1, "there is no directory", "--html", "no/report.html", "--config", conf);
            assertRefused(1, "it is a directory", "--export-csv", "--output", ".", "--config", conf);
        }

        @Test
        void withoutAnyMoneySayWhereItCouldComeFrom() throws IOException {
            String nowhere = RealPostgres.url(FreePort.find());
            configure("nowhere.conf", nowhere, "");
            assertRefused(1, nowhere, "--config", shared.resolve("nowhere.conf").toString());
            assertThat(err.toString()).contains("--journal DIR");
            assertRefused(1, "no-such-directory", "--journal", "no-such-directory");
        }

        @Test
        void leaveNoFiles() throws IOException {
            assertRefused(1, "nothing is known", "--date", "2020-01-01", "--export-csv", "--html", "report.html");
            assertThat(directory).isEmptyDirectory();
        }
    }
}

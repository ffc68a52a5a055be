package io.phase3.monitor.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.settings.Problem;
import io.phase3.monitor.database.DatabaseSettings;
import io.phase3.monitor.exposition.MetricFamily;
import io.phase3.monitor.http.HttpSettings;
import io.phase3.monitor.ledger.LedgerSettings;
import io.phase3.monitor.queries.QueryDefinition;
import io.phase3.monitor.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {

    @TempDir
    private Path directory;

    @Nested
    class WithoutAFile {
        @Test
        void theDefaultsHold() {
            LoadedConfig loaded = ConfigReader.read(Optional.empty(), directory, Map.of());

            assertThat(loaded.mistakes()).isEmpty();
            assertThat(loaded.disabled()).isEmpty();
            ExporterConfig config = loaded.config().orElseThrow();
            assertThat(config.http())
                    .isEqualTo(new HttpSettings(
                            "127.0.0.1", 8010, 4, Duration.ofSeconds(10), Optional.empty(), Optional.empty()));
            assertThat(config.database())
                    .isEqualTo(new DatabaseSettings(
                            "jdbc:postgresql://127.0.0.1:5432/phase3",
                            "phase3",
                            Optional.empty(),
                            true,
                            20,
                            Duration.ofSeconds(5)));
            assertThat(config.redis()).isEmpty();
            assertThat(config.ledger().journals()).isEmpty();
            assertThat(config.ledger().stream()).isEmpty();
            assertThat(config.targets()).isEmpty();
            assertThat(config.experiments().webhookToken()).isEmpty();
        }

        @Test
        void theQueriesInTheJarAreAllRight() {
            List<QueryDefinition> queries = ConfigReader.read(Optional.empty(), directory, Map.of())
                    .config()
                    .orElseThrow()
                    .queries();

            assertThat(queries).extracting(QueryDefinition::name).contains("nps-score", "nps-responses");
            assertThat(queries)
                    .extracting(QueryDefinition::origin)
                    .allMatch(origin -> origin.startsWith("queries.conf: "));
        }

        @Test
        void theFileInConfigIsTaken() throws IOException {
            Files.createDirectories(directory.resolve("config"));
            Files.writeString(directory.resolve("config/exporter.conf"), "exporter.http.port = 9010");

            ExporterConfig config = ConfigReader.read(Optional.empty(), directory, Map.of())
                    .config()
                    .orElseThrow();

            assertThat(config.http().port()).isEqualTo(9010);
        }
    }

    @Nested
    class TheFileToStartFrom {
        @Test
        void isRight() {
            LoadedConfig loaded = ConfigReader.read(Optional.empty(), Path.of(".."), Map.of());

            assertThat(loaded.mistakes()).isEmpty();
            assertThat(loaded.disabled()).isEmpty();
        }
    }

    @Nested
    class AFile {
        @Test
        void setsWhatItNames() throws IOException {
            ExporterConfig config = read("""
                            exporter {
                              database { url = "jdbc:postgresql://db.internal/value?sslmode=require", user = reader, migrate = no }
                              redis { enabled = true, uri = "rediss://cache.internal:6380/2", key-prefix = acme }
                              agents { targets = ["10.0.0.1:8009"], discovery-files = "agents/*.json" }
                              ledger {
                                time-zone = America/New_York
                                journals { app { directory = journal }, batch { directory = "/var/journal" } }
                                stream { enabled = true, consumer = one }
                              }
                              targets = "targets.conf"
                            }
                            """).config().orElseThrow();

            assertThat(config.database().url()).isEqualTo("jdbc:postgresql://db.internal/value?sslmode=require");
            assertThat(config.database().migrate()).isFalse();
            assertThat(config.redis().orElseThrow().uri()).isEqualTo(URI.create("rediss://cache.internal:6380/2"));
            assertThat(config.agents().targets()).containsExactly("10.0.0.1:8009");
            assertThat(config.agents().discoveryFiles()).containsExactly(directory.resolve("agents/*.json"));
            assertThat(config.ledger().zone()).isEqualTo(ZoneId.of("America/New_York"));
            assertThat(config.ledger().journals())
                    .containsExactly(
                            new LedgerSettings.Journal("app", directory.resolve("journal")),
                            new LedgerSettings.Journal("batch", Path.of("/var/journal")));
            assertThat(config.ledger().stream()).contains(new LedgerSettings.Stream("acme:journal", "ledger", "one"));
            assertThat(config.targets()).contains(directory.resolve("targets.conf"));
        }

        @Test
        void mayReferToTheEnvironment() throws IOException {
            String text = "exporter.database.user = fallback, exporter.database.user = ${?DB_USER}";

            assertThat(read(text, Map.of("DB_USER", "reader"))
                            .config()
                            .orElseThrow()
                            .database()
                            .user())
                    .isEqualTo("reader");
            assertThat(read(text).config().orElseThrow().database().user()).isEqualTo("fallback");
        }

        @Test
        void thatDoesNotExistIsAMistake() {
            LoadedConfig loaded = ConfigReader.read(Optional.of("absent.conf"), directory, Map.of());

            assertThat(loaded.config()).isEmpty();
            assertThat(loaded.mistakes())
                    .extracting(Problem::toString)
                    .containsExactly("absent.conf: does not exist; name another with --config");
        }

        @Test
        void thatSetsNothingOfOursIsAMistake() throws IOException {
            assertThat(mistakes("phase3.exporter.port = 8010"))
                    .containsExactly("exporter.conf: nothing under 'exporter': the file sets nothing");
        }
    }

    @Nested
    class AMistake {
        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                        http.port = 70000 | http.port: must be a whole number from 0 to 65535, not '70000'
                        http.prot = 1 | http: unknown key 'prot' – did you mean 'port'?
                        htttp.port = 1 | unknown key 'htttp' – did you mean 'http'?
                        http = 8010 | http: must be an object { … }, not '8010'
                        http.limit = 2m | http.limit: must be a duration from 1ms to 1m, such as 500ms, not '2m'
                        http.tls.key = a.pem | http.tls.key: needs http.tls.certificate too
                        http.basic-auth.user = prometheus | http.basic-auth.user: needs a password: set PHASE3_HTTP_PASSWORD in the environment, or name a file in http.basic-auth.password-file
                        http.basic-auth.user = "a:b" | http.basic-auth.user: must be a name without a colon, not 'a:b'
                        database.url = "postgres://db/phase3" | database.url: must be jdbc:postgresql://host:port/database, not 'postgres://…'
                        database.url = "jdbc:postgresql://me:sesame@db/phase3" | database.url: must hold no user and no password: set database.user, and PHASE3_DATABASE_PASSWORD in the environment or database.password-file
                        database.url = "jdbc:postgresql://db/phase3?password=sesame" | database.url: must hold no user and no password: set database.user, and PHASE3_DATABASE_PASSWORD in the environment or database.password-file
                        database.password = sesame | database.password: a secret must not stand here: set PHASE3_DATABASE_PASSWORD in the environment, or name a file in database.password-file
                        redis.password = sesame | redis.password: a secret must not stand here: set PHASE3_REDIS_PASSWORD in the environment, or name a file in redis.password-file
                        experiments.webhook-token = sesame | experiments.webhook-token: a secret must not stand here: set PHASE3_WEBHOOK_TOKEN in the environment, or name a file in experiments.webhook-token-file
                        database.connect-timeout = 100ms | database.connect-timeout: must be a duration from 250ms to 1m, not '100ms'
                        redis.uri = "redis://:sesame@cache/0" | redis.uri: must hold no user and no password: set redis.user, and PHASE3_REDIS_PASSWORD in the environment or redis.password-file
                        redis.uri = "http://cache" | redis.uri: must begin with redis:// or, for TLS, rediss://
                        redis { cluster = on, uri = "redis://cache/3" } | redis.uri: a Redis Cluster has no database but 0
                        ledger.time-zone = Europe/Pariss | ledger.time-zone: must be a time zone such as UTC or America/New_York, not 'Europe/Pariss' – did you mean 'Europe/Paris'?
                        ledger.journals.app = 1 | ledger.journals.app: must be an object { … }, not '1'
                        ledger.journals.app {} | ledger.journals.app: needs a directory, the one that the agent's journal is written to
                        ledger.journals.app { directory = a, directroy = b } | ledger.journals.app: unknown key 'directroy' – did you mean 'directory'?
                        ledger.stream.enabled = on | ledger.stream.enabled: needs redis.enabled = true
                        agents.targets = { a = 1 } | agents.targets: must be a list [ … ], not an object { … }
                        defaults.interval = often | defaults.interval: must be a duration of at least 1ms, such as 90d or 12h, not 'often'
                        """)
        void isToldByItsLine(String setting, String message) throws IOException {
            LoadedConfig loaded = read("# A comment.\nexporter {\n  " + setting + "\n}\n");

            assertThat(loaded.config()).isEmpty();
            assertThat(loaded.mistakes()).extracting(Problem::toString).containsExactly("exporter.conf: 3: " + message);
        }

        @Test
        void isToldTogetherWithAllOthers() throws IOException {
            assertThat(mistakes("exporter {\n  http.port = x\n  ledger.batch = 0\n}"))
                    .containsExactly(
                            "exporter.conf: 2: http.port: must be a number, not 'x'",
                            "exporter.conf: 3: ledger.batch: must be a whole number from 1 to 100000, not '0'");
        }

        @Test
        void ofSyntaxIsToldByItsLine() throws IOException {
            assertThat(mistakes("exporter {\n  http.port = 8010\n"))
                    .singleElement()
                    .asString()
                    .startsWith("exporter.conf: 3: ");
        }
    }

    @Nested
    class ASecret {
        @Test
        void comesFromTheEnvironment() throws IOException {
            ExporterConfig config = read(
                            "exporter { http.basic-auth.user = prometheus, redis.enabled = true }",
                            Map.of(
                                    "PHASE3_DATABASE_PASSWORD", "d",
                                    "PHASE3_REDIS_PASSWORD", "r",
                                    "PHASE3_HTTP_PASSWORD", "h",
                                    "PHASE3_WEBHOOK_TOKEN", "w"))
                    .config()
                    .orElseThrow();

            assertThat(config.database().password().map(Secret::reveal)).contains("d");
            assertThat(config.redis().orElseThrow().password().map(Secret::reveal))
                    .contains("r");
            assertThat(config.http().basicAuth().orElseThrow().password().reveal())
                    .isEqualTo("h");
            assertThat(config.experiments().webhookToken().map(Secret::reveal)).contains("w");
        }

        @Test
        void ofTheEndpointWithoutAUserIsAMistakeRatherThanAnOpenDoor() throws IOException {
            assertThat(read("exporter.http.port = 0", Map.of("PHASE3_HTTP_PASSWORD", "sesame"))
                            .mistakes())
                    .extracting(Problem::toString)
                    .containsExactly("environment variable PHASE3_HTTP_PASSWORD: there is a password, but"
                            + " http.basic-auth.user names nobody");
        }

        @Test
        void comesFromAFileBesideTheConfiguration() throws IOException {
            Files.writeString(directory.resolve("database-password"), "from the file\n");

            LoadedConfig loaded = read("exporter.database.password-file = database-password");

            assertThat(loaded.config().orElseThrow().database().password().map(Secret::reveal))
                    .contains("from the file");
        }

        @Test
        void ofTheEnvironmentWins() throws IOException {
            Files.writeString(directory.resolve("database-password"), "from the file\n");

            LoadedConfig loaded = read(
                    "exporter.database.password-file = database-password",
                    Map.of("PHASE3_DATABASE_PASSWORD", "from the environment"));

            assertThat(loaded.config().orElseThrow().database().password().map(Secret::reveal))
                    .contains("from the environment");
        }

        @Test
        void whoseFileIsMissingIsAMistake() throws IOException {
            assertThat(mistakes("exporter.redis.password-file = absent"))
                    .singleElement()
                    .asString()
                    .startsWith("exporter.conf: 1: redis.password-file: there is no file ");
        }
    }

    @Nested
    class AQuery {
        private static final String WHOLE =
                "metric = acme_deals, help = Deals., labels = [stage], value = deals, sql = \"select 1\"";

        @Test
        void standsBesideThoseInTheJar() throws IOException {
            LoadedConfig loaded = read("exporter {\n  queries.deals { " + WHOLE + ", interval = 2m, keep = 10m }\n}");

            assertThat(loaded.disabled()).isEmpty();
            assertThat(loaded.config().orElseThrow().queries())
                    .extracting(QueryDefinition::name)
                    .contains("deals", "nps-score");
            assertThat(query(loaded, "deals"))
                    .isEqualTo(new QueryDefinition(
                            "deals",
                            "exporter.conf: 2",
                            "select 1",
                            new MetricFamily("acme_deals", MetricFamily.Type.GAUGE, "Deals.", List.of("stage")),
                            "deals",
                            Duration.ofMinutes(2),
                            Duration.ofSeconds(5),
                            Duration.ofMinutes(10)));
        }

        @Test
        void ofTheJarCanBeChangedKeyByKey() throws IOException {
            LoadedConfig loaded = read("exporter.queries.nps-score.sql = \"select feature, score from mine\"");

            assertThat(query(loaded, "nps-score").sql()).isEqualTo("select feature, score from mine");
            assertThat(query(loaded, "nps-score").family().name()).isEqualTo("phase3_nps_score");
        }

        @Test
        void canBeSwitchedOff() throws IOException {
            LoadedConfig loaded = read("exporter.queries.nps-score.enabled = false");

            assertThat(loaded.disabled()).isEmpty();
            assertThat(loaded.config().orElseThrow().queries())
                    .extracting(QueryDefinition::name)
                    .doesNotContain("nps-score")
                    .contains("nps-responses");
        }

        @Test
        void takesOverTheDefaults() throws IOException {
            LoadedConfig loaded =
                    read("exporter { defaults { interval = 3s, keep = 1m }, queries.deals { " + WHOLE + " } }");

            assertThat(query(loaded, "deals").interval()).isEqualTo(Duration.ofSeconds(3));
            assertThat(query(loaded, "deals").timeout())
                    .as("never longer than the interval")
                    .isEqualTo(Duration.ofSeconds(3));
            assertThat(query(loaded, "deals").keep()).isEqualTo(Duration.ofMinutes(1));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                        metric = "acme deals" | metric: must be a metric's name such as phase3_nps_score, not 'acme deals'
                        metric = acme_deals_total | metric: must not end with _total, unless its type is counter
                        type = counter | metric: must end with _total, because its type is counter
                        type = guage | type: must be one of gauge, counter, not 'guage' – did you mean 'gauge'?
                        labels = [stage, stage] | labels: must name each column once
                        labels = ["a-b"] | labels: must be names of letters, digits and '_', not 'a-b'
                        labels = [__name__] | labels: must be names of letters, digits and '_', not '__name__'
                        sql = "" | sql: must not be empty
                        timeout = 1m | timeout: must be at most the interval
                        enabled = perhaps | enabled: must be true or false, not 'perhaps'
                        lables = [a] | unknown key 'lables' – did you mean 'labels'?
                        metric = phase3_nps_score | metric: query 'nps-score' has phase3_nps_score too, with another type, help or labels
                        """)
        void withAMistakeIsLeftOutAlone(String setting, String message) throws IOException {
            LoadedConfig loaded = read("exporter {\n queries.deals {\n " + WHOLE + "\n  " + setting + "\n}\n}");

            assertThat(loaded.mistakes()).isEmpty();
            assertThat(loaded.disabled())
                    .singleElement()
                    .asString()
                    .matches("exporter.conf: [34]: query 'deals': " + java.util.regex.Pattern.quote(message));
            assertThat(loaded.config().orElseThrow().queries())
                    .extracting(QueryDefinition::name)
                    .doesNotContain("deals")
                    .contains("nps-score");
        }

        @Test
        void thatLacksSomethingIsToldAllOfIt() throws IOException {
            assertThat(read("exporter.queries.deals {}").disabled())
                    .extracting(Problem::toString)
                    .containsExactlyInAnyOrder(
                            "exporter.conf: 1: query 'deals': needs metric, the metric's name",
                            "exporter.conf: 1: query 'deals': needs help, a sentence about the metric",
                            "exporter.conf: 1: query 'deals': needs sql, what PostgreSQL is asked");
        }

        private static QueryDefinition query(LoadedConfig loaded, String name) {
            return loaded.config().orElseThrow().queries().stream()
                    .filter(query -> query.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private List<String> mistakes(String text) throws IOException {
        return read(text).mistakes().stream().map(Problem::toString).toList();
    }

    private LoadedConfig read(String text) throws IOException {
        return read(text, Map.of());
    }

    private LoadedConfig read(String text, Map<String, String> environment) throws IOException {
        Files.writeString(directory.resolve("exporter.conf"), text);
        return ConfigReader.read(Optional.of("exporter.conf"), directory, environment);
    }
}

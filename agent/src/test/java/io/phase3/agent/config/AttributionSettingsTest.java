package io.phase3.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What decides about money: how it is attributed, where that is kept, and how much of it. */
class AttributionSettingsTest {
    private static final String REDIS = "phase3.attribution.touches.redis.";
    private static final String DEFAULT_URI = "redis://127.0.0.1:6379/0";

    @TempDir
    Path directory;

    private Scenario scenario;

    @BeforeEach
    void start() {
        scenario = new Scenario(directory);
    }

    private Attribution attribution() {
        return scenario.config().attribution();
    }

    private String problem() {
        assertThat(scenario.problems()).hasSize(1);
        return scenario.problems().get(0);
    }

    @Nested
    class Without_configuration {
        @Test
        void the_defaults_of_the_contract_hold() {
            assertThat(attribution().halfLife()).isEqualTo(Duration.ofDays(7));
            assertThat(attribution().lookback()).isEqualTo(Duration.ofDays(90));
            assertThat(attribution().exchangeRates()).isEmpty();
            assertThat(attribution().leadKey()).isEmpty();
            assertThat(attribution().journal().syncInterval()).isEqualTo(Duration.ofMillis(100));
            assertThat(attribution().journal().syncEntries()).isEqualTo(1000);
            assertThat(attribution().journal().maxBytes()).isEqualTo(2_000_000_000);
            assertThat(attribution().journal().retention()).isEqualTo(Duration.ofDays(400));
            assertThat(attribution().journal().stream().enabled()).isFalse();
            assertThat(attribution().journal().stream().maxLength()).isEqualTo(1_000_000);
        }

        @Test
        void the_redis_is_the_local_one() {
            Attribution.Redis redis = attribution().redis();

            assertThat(redis.uri()).isEqualTo(DEFAULT_URI);
            assertThat(redis.user()).isEmpty();
            assertThat(redis.password()).isEmpty();
            assertThat(redis.cluster()).isFalse();
            assertThat(redis.keyPrefix()).isEqualTo("phase3");
            assertThat(redis.timeout()).isEqualTo(Duration.ofMillis(500));
        }

        @Test
        void the_bounds_are_those_of_the_contract() {
            AgentConfig.Bounds bounds = scenario.config().bounds();

            assertThat(bounds.events()).isEqualTo(65_536);
            assertThat(bounds.leads()).isEqualTo(1_000_000);
            assertThat(bounds.touchesPerLead()).isEqualTo(200);
            assertThat(bounds.conversionIds()).isEqualTo(1_000_000);
            assertThat(bounds.waitingConversions()).isEqualTo(131_072);
            assertThat(bounds.amount()).isEqualTo("1000000000");
        }
    }

    @Nested
    class The_file {
        @Test
        void sets_everything() {
            scenario.conf("""
                    phase3 {
                      attribution {
                        half-life = 36h
                        exchange-rates { EUR = 1.08, JPY = "0.0067" }
                        lead-key = sixteen-letters-
                        touches.redis {
                          uri = "rediss://cache.internal:6380/3", user = phase3, password = 007
                          key-prefix = estate, timeout = 1m
                        }
                        journal { sync-interval = 1ms, sync-entries = 1, max-size = 1GB, retention = 30d
                                  stream { enabled = true, max-length = 7 } }
                      }
                      bounds {
                        events = 16777216, leads = 1, touches-per-lead = 2, conversion-ids = 1
                        waiting-conversions = 16777216, amount = 1e12
                      }
                    }
                    """);

            assertThat(scenario.problems()).isEmpty();
            assertThat(attribution().halfLife()).isEqualTo(Duration.ofHours(36));
            assertThat(attribution().exchangeRates())
                    .isEqualTo(Map.of("EUR", new BigDecimal("1.08"), "JPY", new BigDecimal("0.0067")));
            assertThat(attribution().leadKey()).contains("sixteen-letters-");
            assertThat(attribution().redis().uri()).isEqualTo("rediss://cache.internal:6380/3");
            assertThat(attribution().redis().user()).contains("phase3");
            assertThat(attribution().redis().password()).contains("007");
            assertThat(attribution().redis().keyPrefix()).isEqualTo("estate");
            assertThat(attribution().redis().timeout()).isEqualTo(Duration.ofMinutes(1));
            assertThat(attribution().journal().syncInterval()).isEqualTo(Duration.ofMillis(1));
            assertThat(attribution().journal().syncEntries()).isEqualTo(1);
            assertThat(attribution().journal().maxBytes()).isEqualTo(1_000_000_000);
            assertThat(attribution().journal().retention()).isEqualTo(Duration.ofDays(30));
            assertThat(attribution().journal().stream().enabled()).isTrue();
            assertThat(attribution().journal().stream().maxLength()).isEqualTo(7);
            AgentConfig.Bounds bounds = scenario.config().bounds();
            assertThat(bounds.events()).isEqualTo(16_777_216);
            assertThat(bounds.leads()).isEqualTo(1);
            assertThat(bounds.touchesPerLead()).isEqualTo(2);
            assertThat(bounds.conversionIds()).isEqualTo(1);
            assertThat(bounds.waitingConversions()).isEqualTo(16_777_216);
            assertThat(bounds.amount()).isEqualTo("1000000000000");
        }
    }

    @Nested
    class The_environment {
        @Test
        void sets_everything() {
            scenario.variable("PHASE3_ATTRIBUTION_HALF_LIFE", "1d")
                    .variable("PHASE3_ATTRIBUTION_LEAD_KEY", "0123456789abcdef")
                    .variable("PHASE3_ATTRIBUTION_TOUCHES_STORE", "redis")
                    .variable("PHASE3_ATTRIBUTION_TOUCHES_REDIS_URI", "redis://cache")
                    .variable("PHASE3_ATTRIBUTION_TOUCHES_REDIS_USER", "estate")
                    .variable("PHASE3_ATTRIBUTION_TOUCHES_REDIS_PASSWORD", "p@ss://w\"rd ${x}")
                    .variable("PHASE3_ATTRIBUTION_TOUCHES_REDIS_CLUSTER", "true")
                    .variable("PHASE3_ATTRIBUTION_TOUCHES_REDIS_KEY_PREFIX", "estate")
                    .variable("PHASE3_ATTRIBUTION_TOUCHES_REDIS_TIMEOUT", "2s")
                    .variable("PHASE3_ATTRIBUTION_JOURNAL_SYNC_INTERVAL", "5ms")
                    .variable("PHASE3_ATTRIBUTION_JOURNAL_SYNC_ENTRIES", "5")
                    .variable("PHASE3_ATTRIBUTION_JOURNAL_MAX_SIZE", "1MiB")
                    .variable("PHASE3_ATTRIBUTION_JOURNAL_RETENTION", "9d")
                    .variable("PHASE3_BOUNDS_EVENTS", "11")
                    .variable("PHASE3_BOUNDS_LEADS", "12")
                    .variable("PHASE3_BOUNDS_TOUCHES_PER_LEAD", "13")
                    .variable("PHASE3_BOUNDS_CONVERSION_IDS", "14")
                    .variable("PHASE3_BOUNDS_WAITING_CONVERSIONS", "15")
                    .variable("PHASE3_BOUNDS_AMOUNT", "16");

            assertThat(scenario.problems()).isEmpty();
            assertThat(attribution().halfLife()).isEqualTo(Duration.ofDays(1));
            assertThat(attribution().leadKey()).contains("0123456789abcdef");
            assertThat(attribution().touchStore()).isEqualTo(Attribution.TouchStore.REDIS);
            Attribution.Redis redis = attribution().redis();
            assertThat(redis.uri()).isEqualTo("redis://cache:6379/0");
            assertThat(redis.user()).contains("estate");
            assertThat(redis.password()).contains("p@ss://w\"rd ${x}");
            assertThat(redis.cluster()).isTrue();
            assertThat(redis.keyPrefix()).isEqualTo("estate");
            assertThat(redis.timeout()).isEqualTo(Duration.ofSeconds(2));
            assertThat(attribution().journal().syncInterval()).isEqualTo(Duration.ofMillis(5));
            assertThat(attribution().journal().syncEntries()).isEqualTo(5);
            assertThat(attribution().journal().maxBytes()).isEqualTo(1L << 20);
            assertThat(attribution().journal().retention()).isEqualTo(Duration.ofDays(9));
            AgentConfig.Bounds bounds = scenario.config().bounds();
            assertThat(bounds.events()).isEqualTo(11);
            assertThat(bounds.leads()).isEqualTo(12);
            assertThat(bounds.touchesPerLead()).isEqualTo(13);
            assertThat(bounds.conversionIds()).isEqualTo(14);
            assertThat(bounds.waitingConversions()).isEqualTo(15);
            assertThat(bounds.amount()).isEqualTo("16");
        }

        @Test
        void sets_single_rates_of_which_the_file_need_not_know() {
            scenario.conf("phase3.attribution.exchange-rates { EUR = 1.08, GBP = 1.27 }")
                    .variable("PHASE3_ATTRIBUTION_EXCHANGE_RATES_EUR", "1.1")
                    .variable("PHASE3_ATTRIBUTION_EXCHANGE_RATES_CHF", "1.12")
                    .variable("PHASE3_ATTRIBUTION_EXCHANGE_RATES_JPY", "")
                    .property("phase3.attribution.exchange-rates.SEK", "0.095");

            assertThat(scenario.problems()).isEmpty();
            assertThat(attribution().exchangeRates())
                    .isEqualTo(Map.of(
                            "EUR", new BigDecimal("1.1"),
                            "GBP", new BigDecimal("1.27"),
                            "CHF", new BigDecimal("1.12"),
                            "SEK", new BigDecimal("0.095")));
        }

        @Test
        void is_cited_where_its_rate_is_wrong() {
            scenario.variable("PHASE3_ATTRIBUTION_EXCHANGE_RATES_EURO", "1.1");

            assertThat(problem())
                    .isEqualTo("environment variable PHASE3_ATTRIBUTION_EXCHANGE_RATES_EURO:"
                            + " attribution.exchange-rates.EURO: is no currency that this Java knows by ISO 4217: three"
                            + " capital letters such as EUR – did you mean 'EUR'?; no rate is set by this");
        }
    }

    @Nested
    class An_exchange_rate {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "eur = 1    | eur: is no currency that this Java knows by ISO 4217: three capital letters such as EUR – did you mean 'EUR'?",
                    "QQQQQQ = 1 | QQQQQQ: is no currency that this Java knows by ISO 4217: three capital letters such as EUR",
                    "USD = 1    | USD: amounts are counted in dollars, which need no rate",
                    "EUR = x    | EUR: must be a number, not 'x'",
                    "EUR = [1]  | EUR: must be a single value, not a list [ … ]",
                    "EUR = 0    | EUR: must be what one unit is worth in dollars, a number above 0 and up to 1000000 with at most 12 decimals, not '0'",
                    "EUR = -1   | EUR: must be what one unit is worth in dollars, a number above 0 and up to 1000000 with at most 12 decimals, not '-1'",
                    "EUR = 1000000.1       | EUR: must be what one unit is worth in dollars, a number above 0 and up to 1000000 with at most 12 decimals, not '1000000.1'",
                    "EUR = 0.1234567890123 | EUR: must be what one unit is worth in dollars, a number above 0 and up to 1000000 with at most 12 decimals, not '0.1234567890123'",
                    "EUR = 1e-999999999    | EUR: must be what one unit is worth in dollars, a number above 0 and up to 1000000 with at most 12 decimals, not '1e-999999999'",
                    "EUR = 1e999999999     | EUR: must be what one unit is worth in dollars, a number above 0 and up to 1000000 with at most 12 decimals, not '1e999999999'",
                })
        void that_cannot_be_is_left_out_and_the_others_stand(String rate, String message) {
            scenario.conf("phase3.attribution.exchange-rates {\n GBP = 1.27\n " + rate + "\n}");

            assertThat(problem())
                    .isEqualTo("phase3.conf: 3: attribution.exchange-rates." + message + "; no rate is set by this");
            assertThat(attribution().exchangeRates()).containsOnlyKeys("GBP");
        }
    }

    @Nested
    class The_address_of_the_redis {
        @ParameterizedTest
        @CsvSource({
            "redis://cache, redis://cache:6379/0",
            "redis://cache/, redis://cache:6379/0",
            "REDISS://cache:1/15, rediss://cache:1/15",
            "redis://[::1]:7000/1, redis://[::1]:7000/1",
        })
        void is_completed(String given, String completed) {
            scenario.conf(REDIS + "uri = \" " + given + " \"");

            assertThat(scenario.problems()).isEmpty();
            assertThat(attribution().redis().uri()).isEqualTo(completed);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "http://cache            | must begin with redis:// or, for TLS, rediss://",
                    "cache:6379              | must begin with redis:// or, for TLS, rediss://",
                    "cache                   | must begin with redis:// or, for TLS, rediss://",
                    "redis://secret cache    | must be an address: redis://host:port/database",
                    "redis:                  | must be an address: redis://host:port/database",
                    "redis:///0              | needs a host of letters, digits, '-' and '.'",
                    "redis://:secret         | needs a host of letters, digits, '-' and '.'",
                    "redis://my_cache:1/0    | needs a host of letters, digits, '-' and '.'",
                    "redis://cache:0/0       | needs a port from 1 to 65535",
                    "redis://cache:65536/0   | needs a port from 1 to 65535",
                    "redis://cache:1/a       | must end with the number of the database",
                    "redis://cache:1/0/1     | must end with the number of the database",
                    "redis://cache:1/9999999999 | must end with the number of the database",
                    "redis://cache?password=secret | must end with the number of the database: whatever follows is a setting of its own, or none",
                    "redis://cache/0#secret  | must end with the number of the database: whatever follows is a setting of its own, or none",
                    "redis://u:secret@cache  | must hold no user and no password: set user beside it, and give the password as PHASE3_ATTRIBUTION_TOUCHES_REDIS_PASSWORD",
                    "redis://:sec ret@cache  | must hold no user and no password: set user beside it, and give the password as PHASE3_ATTRIBUTION_TOUCHES_REDIS_PASSWORD",
                })
        void that_cannot_be_leaves_the_default_and_is_not_shown(String uri, String message) {
            scenario.conf(REDIS + "uri = \"" + uri + "\"");

            assertThat(problem())
                    .isEqualTo("phase3.conf: 1: attribution.touches.redis.uri: " + message + "; using " + DEFAULT_URI);
            assertThat(attribution().redis().uri()).isEqualTo(DEFAULT_URI);
        }

        @Test
        void of_a_cluster_has_no_database_of_its_own() {
            scenario.conf(REDIS + "uri = \"redis://cache:7000/3\"\n" + REDIS + "cluster = true");

            assertThat(problem())
                    .isEqualTo("phase3.conf: 1: attribution.touches.redis.uri: a Redis Cluster has no database but 0;"
                            + " using that");
            assertThat(attribution().redis().uri()).isEqualTo("redis://cache:7000/0");
        }
    }

    @Nested
    class A_wrong_value {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "attribution.half-life = 0           | attribution.half-life: must be a duration of at least 1ms, such as 90d or 12h, not '0'; using 7d",
                    "attribution.half-life = 999us       | attribution.half-life: must be a duration of at least 1ms, such as 90d or 12h, not '999us'; using 7d",
                    "attribution.lookback = -1d          | attribution.lookback: must be a duration of at least 1ms, such as 90d or 12h, not '-1d'; using 90d",
                    "attribution.journal.retention = [1d] | attribution.journal.retention: must be a single value, not a list [ … ]; using 400d",
                    "attribution.journal.sync-interval = 61s | attribution.journal.sync-interval: must be a duration from 1ms to 1m, such as 500ms, not '61s'; using 100ms",
                    "attribution.journal.sync-interval = 0 | attribution.journal.sync-interval: must be a duration from 1ms to 1m, such as 500ms, not '0'; using 100ms",
                    "attribution.journal.sync-entries = 0 | attribution.journal.sync-entries: must be a whole number from 1 to 2147483647, not '0'; using 1000",
                    "attribution.journal.stream.enabled = 3 | attribution.journal.stream.enabled: must be true or false, not '3'; using false",
                    "attribution.journal.stream.max-length = 0 | attribution.journal.stream.max-length: must be a whole number from 1 to 2147483647, not '0'; using 1000000",
                    "attribution.journal.max-size = much | attribution.journal.max-size: must be a size such as 512MB or 2GB, not 'much'; using 2GB",
                    "attribution.journal.max-size = 9YB | attribution.journal.max-size: must be a size such as 512MB or 2GB, not '9YB'; using 2GB",
                    "attribution.touches.redis.timeout = 2m | attribution.touches.redis.timeout: must be a duration from 1ms to 1m, such as 500ms, not '2m'; using 500ms",
                    "attribution.touches.redis.cluster = 3 | attribution.touches.redis.cluster: must be true or false, not '3'; using false",
                    "attribution.touches.redis.key-prefix = \"a:b\" | attribution.touches.redis.key-prefix: is a plain name, not an expression: letters, digits, '_', '-' and '.', not \"a:b\"; using phase3",
                    "bounds.events = 16777217            | bounds.events: must be a whole number from 1 to 16777216, not '16777217'; using 65536",
                    "bounds.leads = 0                    | bounds.leads: must be a whole number from 1 to 2147483647, not '0'; using 1000000",
                    "bounds.touches-per-lead = 1         | bounds.touches-per-lead: must be a whole number from 2 to 2147483647, not '1'; using 200",
                    "bounds.conversion-ids = 2.5         | bounds.conversion-ids: must be a whole number from 1 to 2147483647, not '2.5'; using 1000000",
                    "bounds.waiting-conversions = 1e10   | bounds.waiting-conversions: must be a whole number from 1 to 16777216, not '1e10'; using 131072",
                    "bounds.amount = 0                   | bounds.amount: must be a whole number of dollars from 1 to 1000000000000, not '0'; using 1000000000",
                    "bounds.amount = 99.5                | bounds.amount: must be a whole number of dollars from 1 to 1000000000000, not '99.5'; using 1000000000",
                    "bounds.amount = 1e-999999999        | bounds.amount: must be a whole number of dollars from 1 to 1000000000000, not '1e-999999999'; using 1000000000",
                    "bounds.amount = 1000000000001       | bounds.amount: must be a whole number of dollars from 1 to 1000000000000, not '1000000000001'; using 1000000000",
                })
        void leaves_the_default(String line, String message) {
            scenario.conf("phase3." + line);

            assertThat(problem()).isEqualTo("phase3.conf: 1: " + message);
        }
    }

    @Nested
    class A_secret {
        private static final String SECRET = "hunter2";

        @Test
        void that_is_too_short_for_leads_is_left_out() {
            scenario.conf("phase3.attribution.lead-key = " + SECRET);

            assertThat(problem())
                    .isEqualTo(
                            "phase3.conf: 1: attribution.lead-key: must be a secret of at least 16 characters, such as"
                                    + " openssl rand -hex 32 makes; using none");
            assertThat(attribution().leadKey()).isEmpty();
        }

        @Test
        void is_not_made_of_blanks() {
            scenario.variable("PHASE3_ATTRIBUTION_LEAD_KEY", " ".repeat(20));

            assertThat(problem())
                    .startsWith("environment variable PHASE3_ATTRIBUTION_LEAD_KEY: attribution.lead-key: ");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    // of the wrong type
                    "attribution.lead-key = [hunter2]",
                    "attribution.lead-key = { hunter = hunter2 }",
                    "attribution.touches.redis.password = [hunter2]",
                    "attribution.touches.redis.password { x = hunter2 }",
                    "attribution.touches.redis.user = [hunter2]",
                    // too short
                    "attribution.lead-key = hunter2",
                    // under another key
                    "attribution.touches.redis.passwort = hunter2",
                    "attribution.leadkey = hunter2",
                    // inside an address, wherever that stands
                    "attribution.touches.redis.uri = \"redis://u:hunter2@cache\"",
                    "attribution.touches.redis.uri = \"redis://:hunter2\"",
                    "attribution.touches.redis.uri = \"hunter2\"",
                    "attribution.touches.redis.uri = [\"redis://u:hunter2@cache\"]",
                    "attribution.touches.redis.key-prefix = \"redis://u:hunter2@cache\"",
                    "attribution.touches.redis.timeout = \"redis://u:hunter2@cache\"",
                    "attribution.touches.redis.cluster = \"redis://u:a b hunter2@cache\"",
                    "attribution.touches.redis = \"redis://u:hunter2@cache\"",
                    "attribution.touches.store = \"redis://u:hunter2@cache\"",
                    "attribution.touches = \"redis://:hunter2\"",
                    "attribution.model = \"redis://u:hunter2@cache\"",
                    "attribution.exchange-rates.EUR = \"redis://u:hunter2@cache\"",
                    "bounds.events = \"redis://u:hunter2@cache\"",
                    // in a text that is no HOCON
                    "attribution.touches.redis { password \"hunter2\"\n }",
                    "attribution.touches.redis { \n password \n \"hunter2\" }",
                    "attribution.touches.redis { uri \"redis://u:hunter2@cache\" }",
                    "attribution.touches.redis.password = hunter2 { x = 1 }",
                    "attribution.touches.redis.password = hunter2 [ 1 ]",
                    "attribution.touches.redis.password = \"hunter2",
                    "attribution.touches.redis.password = hunter2\"}",
                    "attribution.touches.redis.password = hunter2`",
                    "attribution.lead-key = hunter2 : hunter2",
                    "attribution.lead-key hunter2",
                    "attribution { lead-key = hunter2",
                    // joined with something that is only known later
                    "attribution.touches.redis.password = hunter2 ${phase3.exporter}",
                    "attribution.touches.redis.password = hunter2 ${set.nowhere}",
                    "attribution.lead-key = ${phase3.attribution.lead-key}hunter2",
                })
        void is_never_shown_whatever_is_wrong(String line) {
            scenario.conf("phase3." + line);

            assertThat(scenario.problems())
                    .isNotEmpty()
                    .noneMatch(problem -> problem.contains(SECRET))
                    .noneMatch(problem -> problem.contains("\n"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "attribution.lead-key=hunter2",
                    "attribution.lead-key=hunter2}",
                    "attribution.touches.redis.password=\"hunter2",
                    "exporter.port=0,attribution.touches.redis.password hunter2",
                    "attribution.touches.redis.uri=\"redis://u:hunter2@cache\"",
                })
        void is_not_shown_from_the_agent_argument(String argument) {
            scenario.argument(argument);

            assertThat(scenario.problems()).isNotEmpty().noneMatch(problem -> problem.contains(SECRET));
        }

        @Test
        void is_not_shown_from_system_properties_and_the_environment() {
            scenario.property("phase3.attribution.touches.redis.uri", "redis://u:hunter2@cache")
                    .property("phase3.attribution.touches.redis.password.x", "hunter2")
                    .variable("PHASE3_ATTRIBUTION_LEAD_KEY", "hunter2")
                    .variable("PHASE3_ATTRIBUTION_LEAD_KEI", "hunter2");

            assertThat(scenario.problems()).hasSize(4).noneMatch(problem -> problem.contains(SECRET));
        }
    }
}

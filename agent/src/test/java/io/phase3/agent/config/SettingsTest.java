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

class SettingsTest {
    @TempDir
    Path directory;

    private Scenario scenario;

    @BeforeEach
    void start() {
        scenario = new Scenario(directory);
    }

    @Nested
    class ThePort {
        @Test
        void mayBeARange() {
            scenario.conf("phase3.exporter.port = \"8009 - 8029\"");

            assertThat(scenario.problems()).isEmpty();
            assertThat(scenario.config().exporter().firstPort()).isEqualTo(8009);
            assertThat(scenario.config().exporter().lastPort()).isEqualTo(8029);
        }

        @Test
        void mayBeAnyFreeOne() {
            scenario.conf("phase3.exporter.port = 0");

            assertThat(scenario.problems()).isEmpty();
            assertThat(scenario.config().exporter().firstPort()).isZero();
            assertThat(scenario.config().exporter().lastPort()).isZero();
        }

        @Test
        void mustBeANumber() {
            assertThat(problemWith("abc"))
                    .isEqualTo("phase3.conf: 2: exporter.port: must be a port from 0 to 65535 or a range such as"
                            + " \"8009-8029\", not 'abc'; using 8009");
            assertThat(problemWith("-1")).contains("not '-1'; using 8009");
            assertThat(problemWith("80.5")).contains("not '80.5'; using 8009");
            assertThat(problemWith("[1]"))
                    .isEqualTo("phase3.conf: 2: exporter.port: must be a single value, not a list [ … ]; using 8009");
        }

        @Test
        void mustExist() {
            assertThat(problemWith("65536"))
                    .isEqualTo("phase3.conf: 2: exporter.port: no port is above 65535: '65536'; using 8009");
        }

        @Test
        void mustNotBeAReversedRange() {
            assertThat(problemWith("\"8029-8009\""))
                    .isEqualTo("phase3.conf: 2: exporter.port: the range is reversed – did you mean \"8009-8029\"?;"
                            + " using 8009");
        }

        @Test
        void mustNotBeARangeFromZero() {
            assertThat(problemWith("0-5"))
                    .isEqualTo("phase3.conf: 2: exporter.port: a range begins at 1 or above, 0 alone is any free port:"
                            + " '0-5'; using 8009");
        }

        private String problemWith(String port) {
            scenario.conf("phase3.exporter {\n port = " + port + "\n}");
            assertThat(scenario.config().exporter().firstPort()).isEqualTo(8009);
            return String.join("\n", scenario.problems());
        }
    }

    @Nested
    class AWrongValue {
        @Test
        void leavesTheDefault() {
            scenario.conf("""
                    phase3 {
                      enabled = 7
                      exporter { enabled = {}, host = "", jvm-metrics = maybe }
                      defaults.feature.churn = "arg0.feature"
                      bounds.label-values = 0
                    }
                    """);

            assertThat(scenario.problems())
                    .containsExactlyInAnyOrder(
                            "phase3.conf: 2: enabled: must be true or false, not '7'; using true",
                            "phase3.conf: 3: exporter.enabled: must be a single value, not an object { … }; using true",
                            "phase3.conf: 3: exporter.host: must be a host name or an address; using 127.0.0.1",
                            "phase3.conf: 3: exporter.jvm-metrics: must be true or false, not 'maybe'; using true",
                            "phase3.conf: 4: defaults.feature.churn: is a plain name, not an expression: letters, digits,"
                                    + " '_', '-' and '.', not \"arg0.feature\"; using churn_prevention",
                            "phase3.conf: 5: bounds.label-values: must be a whole number from 1 to 2147483647, not '0';"
                                    + " using 1000");
            assertThat(scenario.config().enabled()).isTrue();
            assertThat(scenario.config().defaultFeature(Kind.CHURN)).isEqualTo("churn_prevention");
        }

        @Test
        void inPlaceOfASectionLeavesItsDefaults() {
            scenario.conf("phase3 {\n exporter = 5\n rules = []\n}");

            assertThat(scenario.problems())
                    .containsExactly(
                            "phase3.conf: 2: exporter: must be an object { … }, not '5'; using the defaults",
                            "phase3.conf: 3: rules: must be an object { … }, not a list [ … ]; using the defaults");
            assertThat(scenario.config().exporter().firstPort()).isEqualTo(8009);
        }

        @Test
        void ofNullIsNoValue() {
            scenario.conf("phase3 { exporter { port = null }, bounds = null, rules.x = null }");

            assertThat(scenario.problems()).isEmpty();
            assertThat(scenario.config().exporter().firstPort()).isEqualTo(8009);
        }
    }

    @Nested
    class AnUnknownKey {
        @Test
        void isReportedWithTheNearestKnown() {
            scenario.conf(
                    "phase3 {\n exporer.port = 1\n exporter.hots = x\n mascot = owl\n attribution.touches.stor = redis\n}");

            assertThat(scenario.problems())
                    .containsExactly(
                            "phase3.conf: 2: unknown key 'exporer' – did you mean 'exporter'?",
                            "phase3.conf: 3: exporter: unknown key 'hots' – did you mean 'host'?",
                            "phase3.conf: 4: unknown key 'mascot'",
                            "phase3.conf: 5: attribution.touches: unknown key 'stor' – did you mean 'store'?");
        }
    }

    @Nested
    class DefaultFeatures {
        @Test
        void areThoseOfTheProduct() {
            AgentConfig config = scenario.config();

            assertThat(config.defaultFeature(Kind.WEBSOCKET)).isEqualTo("realtime_intelligence");
            assertThat(config.defaultFeature(Kind.VISION)).isEqualTo("property_intelligence");
            assertThat(config.defaultFeature(Kind.CHURN)).isEqualTo("churn_prevention");
            assertThat(config.defaultFeature(Kind.COACHING)).isEqualTo("ai_coaching");
            assertThat(config.defaultFeature(Kind.CONVERSION)).isEqualTo("unattributed");
            assertThat(config.defaultFeature(Kind.TIMED)).isEqualTo("unattributed");
            assertThat(config.defaultFeature(Kind.COUNTER)).isNull();
        }

        @Test
        void areConfiguration() {
            scenario.conf("phase3.defaults.feature.websocket = \"'chat'\"");

            assertThat(scenario.config().defaultFeature(Kind.WEBSOCKET)).isEqualTo("chat");
        }
    }

    @Nested
    class AttributionSettings {
        @Test
        void haveTheDefaultsOfTheContract() {
            Attribution attribution = scenario.config().attribution();

            assertThat(attribution.model()).isEqualTo(Attribution.Model.WEIGHTS);
            assertThat(attribution.weights())
                    .isEqualTo(Map.of(
                            "realtime_intelligence", new BigDecimal("0.4"),
                            "property_intelligence", new BigDecimal("0.3"),
                            "churn_prevention", new BigDecimal("0.2"),
                            "ai_coaching", new BigDecimal("0.1")));
            assertThat(attribution.lookback()).isEqualTo(Duration.ofDays(90));
            assertThat(attribution.touchStore()).isEqualTo(Attribution.TouchStore.MEMORY);
            assertThat(attribution.journal().directory()).isEqualTo("phase3-journal");
        }

        @Test
        void areRead() {
            scenario.conf("""
                    phase3.attribution {
                      model = time-decay, lookback = 12h, touches.store = redis, journal.directory = /var/lib/phase3
                      weights { search = 3, chat = 0.5 }
                    }
                    """);

            assertThat(scenario.problems()).isEmpty();
            Attribution attribution = scenario.config().attribution();
            assertThat(attribution.model()).isEqualTo(Attribution.Model.TIME_DECAY);
            assertThat(attribution.lookback()).isEqualTo(Duration.ofHours(12));
            assertThat(attribution.touchStore()).isEqualTo(Attribution.TouchStore.REDIS);
            assertThat(attribution.journal().directory()).isEqualTo("/var/lib/phase3");
            assertThat(attribution.features()).containsExactlyInAnyOrder("search", "chat");
        }

        @Test
        void leaveTheDefaultsIfWrong() {
            scenario.conf("""
                    phase3.attribution {
                      model = last-tuch
                      lookback = soon
                      touches.store = disk
                      journal.directory = ""
                    }
                    """);

            assertThat(scenario.problems())
                    .containsExactly(
                            "phase3.conf: 2: attribution.model: must be one of weights, weights-normalised, linear,"
                                    + " first-touch, last-touch, time-decay, position, not 'last-tuch' – did you mean"
                                    + " 'last-touch'?; using weights",
                            "phase3.conf: 3: attribution.lookback: must be a duration of at least 1ms, such as 90d or 12h, not 'soon'; using 90d",
                            "phase3.conf: 4: attribution.touches.store: must be one of memory, redis, not 'disk'; using"
                                    + " memory",
                            "phase3.conf: 5: attribution.journal.directory: must be the path of a directory; using"
                                    + " phase3-journal");
            assertThat(scenario.config().attribution().model()).isEqualTo(Attribution.Model.WEIGHTS);
        }

        @Test
        void takeNoWeightsAboveTheWhole() {
            scenario.conf("phase3.attribution {\n weights { a = 0.7, b = 0.4 }\n}");

            assertThat(scenario.problems())
                    .containsExactly(
                            "phase3.conf: 2: attribution.weights: add up to 1.1, more than the whole; using the"
                                    + " defaults – model = weights-normalised takes any sum");
            assertThat(scenario.config().attribution().features()).hasSize(4);
        }

        @Test
        void takeNoImpossibleWeights() {
            scenario.conf(
                    "phase3.attribution.weights {\n a = -1\n b = 1e-999999999\n c = 1e999999999\n d = x\n e = 0.1\n}");

            assertThat(scenario.problems())
                    .containsExactly(
                            "phase3.conf: 2: attribution.weights.a: must be a number from 0 to 1000000 with at most 12"
                                    + " decimals, not '-1'; the feature earns nothing",
                            "phase3.conf: 3: attribution.weights.b: must be a number from 0 to 1000000 with at most 12"
                                    + " decimals, not '1e-999999999'; the feature earns nothing",
                            "phase3.conf: 4: attribution.weights.c: must be a number from 0 to 1000000 with at most 12"
                                    + " decimals, not '1e999999999'; the feature earns nothing",
                            "phase3.conf: 5: attribution.weights.d: must be a number, not 'x'; the feature earns nothing");
            assertThat(scenario.config().attribution().features()).containsExactly("e");
        }
    }
}

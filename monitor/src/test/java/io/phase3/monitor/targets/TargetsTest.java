package io.phase3.monitor.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.settings.Problem;
import io.phase3.monitor.exposition.Measurement;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetsTest {
    private final List<String> log = new ArrayList<>();

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("mine.conf");
    }

    @Nested
    class InTheJar {
        private final Targets targets = Targets.open(Optional.empty(), log::add);

        @Test
        void haveTheValuesOfTheContract() {
            assertThat(targets.value("websocket_p95_seconds")).contains(new BigDecimal("0.05"));
            assertThat(targets.value("churn_roi_multiple")).contains(new BigDecimal("1875"));
            assertThat(targets.value("claude_budget_dollars_per_month")).contains(new BigDecimal("2000"));
            assertThat(targets.value("no_such_target")).isEmpty();
        }

        @Test
        void addUpToTheWholeRevenue() {
            for (String bound : List.of("low", "high")) {
                BigDecimal sum = Stream.of(
                                "realtime_intelligence", "property_intelligence", "churn_prevention", "ai_coaching")
                        .map(feature -> targets.value("revenue_" + feature + "_" + bound + "_dollars_per_year"))
                        .map(Optional::orElseThrow)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);

                assertThat(targets.value("revenue_" + bound + "_dollars_per_year"))
                        .contains(sum);
            }
        }

        @Test
        void areMetrics() {
            assertThat(targets.read())
                    .hasSizeGreaterThanOrEqualTo(36)
                    .allMatch(value -> value.family().name().equals("phase3_target"))
                    .filteredOn(value -> value.labelValues().equals(List.of("nps_score")))
                    .extracting(Measurement::value)
                    .containsExactly(50.0);
        }
    }

    @Nested
    class OfTheUser {
        @Test
        void layOverThoseInTheJarByName() throws IOException {
            write("targets { nps_score = 55, acme_open_deals = 12 }");

            Targets targets = Targets.open(Optional.of(file), log::add);

            assertThat(targets.problems()).isEmpty();
            assertThat(targets.value("nps_score")).contains(new BigDecimal("55"));
            assertThat(targets.value("acme_open_deals")).contains(new BigDecimal("12"));
            assertThat(targets.value("nps_floor_score")).contains(new BigDecimal("40"));
        }

        @Test
        void areReadAgainWhenTheyChange() throws IOException {
            write("targets.nps_score = 55");
            Targets targets = Targets.open(Optional.of(file), log::add);

            write("targets.nps_score = 60");
            targets.read();
            targets.read();

            assertThat(targets.value("nps_score")).contains(new BigDecimal("60"));
            assertThat(log).containsExactly("the targets have changed");
        }

        @Test
        void holdOnWhenTheFileIsBrokenWhichIsToldOnce() throws IOException {
            write("targets.nps_score = 55");
            Targets targets = Targets.open(Optional.of(file), log::add);

            write("targets {\n  nps_score = many\n}");
            targets.read();
            targets.read();

            assertThat(targets.value("nps_score")).contains(new BigDecimal("55"));
            assertThat(log)
                    .containsExactly(file
                            + ": 2: targets.nps_score: must be a number, not 'many'; the targets from before hold");
        }

        @Test
        void holdOnWhenTheFileIsGone() throws IOException {
            write("targets.nps_score = 55");
            Targets targets = Targets.open(Optional.of(file), log::add);

            Files.delete(file);
            targets.read();

            assertThat(targets.value("nps_score")).contains(new BigDecimal("55"));
            assertThat(log)
                    .containsExactly(
                            file + ": does not exist (named by exporter.targets); the targets from before hold");
        }

        @Test
        void areToldWhatIsWrongWithThem() throws IOException {
            write("targets {\n  NPS = 1\n  uptime_ratio = ${nowhere}\n}");

            assertThat(problems())
                    .singleElement()
                    .asString()
                    .startsWith(file + ": 3: ")
                    .contains("nowhere");

            write("targets {\n  NPS = 1\n  uptime_ratio = { a = 1 }\n}");

            assertThat(problems())
                    .containsExactly(
                            file + ": 2: targets.NPS: must be named with small letters, digits and '_'",
                            file + ": 3: targets.uptime_ratio: must be a single value, not an object { … }");
        }

        private List<String> problems() {
            return Targets.open(Optional.of(file), log::add).problems().stream()
                    .map(Problem::toString)
                    .toList();
        }

        private void write(String text) throws IOException {
            Files.writeString(file, text);
        }
    }
}

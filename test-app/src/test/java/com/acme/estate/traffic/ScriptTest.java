package com.acme.estate.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.estate.vendor.Seed;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ScriptTest {

    @Nested
    class IsDeterminedByItsSeed {

        @Test
        void theSameSeedGivesTheSameDecisions() {
            assertThat(occurrences(42, 40, 5_000)).isEqualTo(occurrences(42, 40, 5_000));
        }

        @Test
        void anotherSeedGivesOtherDecisions() {
            assertThat(occurrences(43, 40, 100)).isNotEqualTo(occurrences(42, 40, 100));
        }

        @Test
        void incidentsToo() {
            assertThat(outbreaks(42)).isEqualTo(outbreaks(42)).isNotEqualTo(outbreaks(43));
        }

        private List<Outbreak> outbreaks(long seed) {
            BadLuck incidents = new BadLuck(new Seed(seed));
            return Stream.generate(incidents::next).limit(20).toList();
        }
    }

    @Nested
    class LooksLikeLife {

        @Test
        void everythingIsSeenWithinTenSecondsAtAnyRate() {
            assertThat(occurrences(1, 0.001, Activity.values().length))
                    .allSatisfy(occurrence -> assertThat(occurrence.at()).isLessThan(Duration.ofSeconds(10)))
                    .extracting(Occurrence::activity)
                    .containsExactlyInAnyOrderElementsOf(EnumSet.allOf(Activity.class));
        }

        @Test
        void occurrencesComeInTheirOrder() {
            assertThat(occurrences(1, 40, 2_000)).extracting(Occurrence::at).isSorted();
        }

        @Test
        void theRateIsTheDaysAverage() {
            double days = 2;
            long expected = Math.round(40 * 600 * days);

            long counted = Stream.generate(new Script(new Seed(1), 40, false)::next)
                    .takeWhile(occurrence -> occurrence.at().toMinutes() < 10 * days)
                    .count();

            assertThat(counted).isBetween(expected * 9 / 10, expected * 11 / 10);
        }

        @Test
        void fewLeadsAreTouchedOftenAndMostHardlyEver() {
            Map<String, Long> touches = occurrences(1, 40, 10_000).stream()
                    .collect(Collectors.groupingBy(Occurrence::leadId, Collectors.counting()));
            List<Long> counts = touches.values().stream().sorted().toList();

            assertThat(counts.get(counts.size() - 1)).isGreaterThan(50);
            assertThat(counts.get(counts.size() / 2)).isLessThan(10);
        }

        @Test
        void theActivitiesAreTheWholeTraffic() {
            double sum =
                    Stream.of(Activity.values()).mapToDouble(Activity::share).sum();

            assertThat(sum).isBetween(0.99, 1.01);
        }

        @Test
        void homesSellForBelievablePrices() {
            List<BigDecimal> prices = DoubleStream.iterate(0, chance -> chance <= 1, chance -> chance + 0.001)
                    .mapToObj(Material::salePrice)
                    .toList();

            assertThat(prices)
                    .isSorted()
                    .startsWith(BigDecimal.valueOf(180_000))
                    .allSatisfy(price ->
                            assertThat(price).isBetween(BigDecimal.valueOf(180_000), BigDecimal.valueOf(2_400_000)));
            assertThat(prices.get(500)).isBetween(BigDecimal.valueOf(350_000), BigDecimal.valueOf(400_000));
        }
    }

    @Nested
    class CanBeSteady {
        private final List<Occurrence> messages = Stream.generate(new Script(new Seed(1), 40, true)::next)
                .filter(occurrence -> occurrence.activity() == Activity.LEAD_MESSAGE)
                .limit(100)
                .toList();

        @Test
        void thenEverythingHappensAtEvenIntervals() {
            Duration first = messages.get(0).at();

            assertThat(messages.get(99).at().minus(first)).isCloseTo(Duration.ofMillis(4_125), Duration.ofMillis(1));
        }

        @Test
        void thenTheLeadsTakeTurns() {
            assertThat(messages.subList(0, 20)).extracting(Occurrence::leadId).doesNotHaveDuplicates();
        }
    }

    private static List<Occurrence> occurrences(long seed, double rate, int count) {
        return Stream.generate(new Script(new Seed(seed), rate, false)::next)
                .limit(count)
                .toList();
    }
}

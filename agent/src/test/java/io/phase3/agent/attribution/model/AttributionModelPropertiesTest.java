package io.phase3.agent.attribution.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.config.Attribution.Model;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** What holds for any touches, any amount, any model and any configuration. */
class AttributionModelPropertiesTest {
    private static final long SALE = 1_790_000_000_000L;
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long MOST_CENTS = 1_000_000_000_000_000L;
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", Split.UNATTRIBUTED, "stranger");

    @Property
    void the_parts_add_up_to_the_amount_and_none_is_negative(
            @ForAll("settings") Settings settings,
            @ForAll("touches") List<Touch> touches,
            @ForAll @LongRange(max = MOST_CENTS) long amount) {
        Split split = settings.attributionModel().attribute(amount, touches, SALE);

        assertThat(split.amount()).isEqualTo(amount);
        assertThat(split.parts().values()).allMatch(part -> part > 0);
    }

    @Property
    void the_parts_add_up_whatever_the_clocks_said(
            @ForAll("settings") Settings settings,
            @ForAll("touchesAtAnyTime") List<Touch> touches,
            @ForAll long time,
            @ForAll @LongRange(max = MOST_CENTS) long amount) {
        Split split = settings.attributionModel().attribute(amount, touches, time);

        assertThat(split.amount()).isEqualTo(amount);
        assertThat(split.parts().values()).allMatch(part -> part > 0);
    }

    @Property
    void the_order_of_arrival_does_not_matter(
            @ForAll("settings") Settings settings,
            @ForAll("touches") List<Touch> touches,
            @ForAll @LongRange(max = MOST_CENTS) long amount,
            @ForAll Random random) {
        List<Touch> shuffled = new ArrayList<>(touches);
        Collections.shuffle(shuffled, random);
        AttributionModel model = settings.attributionModel();

        assertThat(model.attribute(amount, shuffled, SALE)).isEqualTo(model.attribute(amount, touches, SALE));
    }

    @Property
    void each_part_is_within_one_cent_of_its_quota(
            @ForAll("settings") Settings settings,
            @ForAll("touches") List<Touch> touches,
            @ForAll @LongRange(max = MOST_CENTS) long amount) {
        Map<String, Long> parts =
                settings.attributionModel().attribute(amount, touches, SALE).parts();

        // Powers of two of any age are no fractions: the last bits of a double are a cent of ten trillion dollars.
        BigDecimal most = BigDecimal.valueOf(settings.model() == Model.TIME_DECAY ? 2 : 1);
        Map<String, BigDecimal> quotas = new Quotas(settings, touches, SALE).of(amount);
        assertThat(quotas.keySet()).containsAll(parts.keySet());
        quotas.forEach((feature, quota) -> assertThat(BigDecimal.valueOf(parts.getOrDefault(feature, 0L)))
                .as(feature)
                .isBetween(quota.subtract(most), quota.add(most)));
    }

    @Property
    void only_features_that_touched_the_lead_earn(
            @ForAll("settings") Settings settings,
            @ForAll("touches") List<Touch> touches,
            @ForAll @LongRange(max = MOST_CENTS) long amount) {
        Split split = settings.attributionModel().attribute(amount, touches, SALE);

        List<String> mayEarn = new ArrayList<>(touches.stream()
                .map(Touch::feature)
                .filter(settings.weights()::containsKey)
                .toList());
        mayEarn.add(Split.UNATTRIBUTED);
        assertThat(mayEarn).containsAll(split.parts().keySet());
    }

    @Provide
    Arbitrary<Settings> settings() {
        Arbitrary<Duration> durations = Arbitraries.oneOf(
                Arbitraries.longs().between(1, 200 * DAY).map(Duration::ofMillis),
                Arbitraries.of(
                        Duration.ofNanos(1),
                        Duration.ofDays(7),
                        Duration.ofDays(90),
                        Duration.ofNanos(Long.MAX_VALUE)));
        return Arbitraries.of(Model.class)
                .flatMap(model -> Combinators.combine(weights(model), durations, durations)
                        .as((weights, halfLife, lookback) -> new Settings(model, weights, halfLife, lookback)));
    }

    /** Some of the features in any order, under {@link Model#WEIGHTS} with weights of at most 1 together. */
    private static Arbitrary<Map<String, BigDecimal>> weights(Model model) {
        long most = (model == Model.WEIGHTS ? 1 : 1_000_000L * 6) * 1_000_000_000_000L / 6;
        Arbitrary<BigDecimal> weight = Arbitraries.longs().between(0, most).map(units -> BigDecimal.valueOf(units, 12));
        Arbitrary<List<String>> features = Arbitraries.shuffle(NAMES.subList(0, 6))
                .flatMap(
                        order -> Arbitraries.integers().between(0, order.size()).map(size -> order.subList(0, size)));
        return Combinators.combine(features, weight.list().ofSize(6)).as((names, weights) -> {
            Map<String, BigDecimal> byFeature = new LinkedHashMap<>();
            names.forEach(name -> byFeature.put(name, weights.get(byFeature.size())));
            return byFeature;
        });
    }

    /** Around the time in which they count, and often several at once. */
    @Provide
    Arbitrary<List<Touch>> touches() {
        return touches(Arbitraries.oneOf(
                Arbitraries.longs().between(-210 * DAY, 2 * DAY).map(age -> SALE + age),
                Arbitraries.longs().between(-8, 1).map(weeks -> SALE + weeks * 7 * DAY)));
    }

    @Provide
    Arbitrary<List<Touch>> touchesAtAnyTime() {
        return touches(Arbitraries.longs());
    }

    private static Arbitrary<List<Touch>> touches(Arbitrary<Long> times) {
        return Combinators.combine(Arbitraries.of(NAMES), times)
                .as(Touch::new)
                .list()
                .ofMaxSize(200);
    }
}

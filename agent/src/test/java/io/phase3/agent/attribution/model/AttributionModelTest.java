package io.phase3.agent.attribution.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.config.Attribution.Model;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttributionModelTest {
    private static final String REALTIME = "realtime_intelligence";
    private static final String PROPERTY = "property_intelligence";
    private static final String CHURN = "churn_prevention";
    private static final String COACHING = "ai_coaching";

    private static final long SALE = 1_790_000_000_000L;
    private static final long DAY = Duration.ofDays(1).toMillis();

    private static Touch daysBefore(int days, String feature) {
        return new Touch(feature, SALE - days * DAY);
    }

    private static Split split(Settings settings, long amount, Touch... touches) {
        return settings.attributionModel().attribute(amount, Arrays.asList(touches), SALE);
    }

    /** Features and their cents in turn. */
    private static Split parts(Object... featuresAndCents) {
        Map<String, Long> parts = new LinkedHashMap<>();
        for (int i = 0; i < featuresAndCents.length; i += 2) {
            parts.put((String) featuresAndCents[i], ((Integer) featuresAndCents[i + 1]).longValue());
        }
        return Split.of(parts);
    }

    @Nested
    class Weights {
        private final Settings settings = Settings.of(Model.WEIGHTS);

        @Test
        void give_each_feature_its_part_of_the_whole() {
            assertThat(split(
                            settings,
                            1000,
                            daysBefore(4, REALTIME),
                            daysBefore(3, PROPERTY),
                            daysBefore(2, CHURN),
                            daysBefore(1, COACHING)))
                    .isEqualTo(parts(REALTIME, 400, PROPERTY, 300, CHURN, 200, COACHING, 100));
        }

        @Test
        void leave_the_parts_of_absent_features_unattributed() {
            assertThat(split(settings, 1000, daysBefore(4, PROPERTY), daysBefore(1, COACHING)))
                    .isEqualTo(parts(PROPERTY, 300, COACHING, 100, Split.UNATTRIBUTED, 600));
        }

        @Test
        void leave_unattributed_what_they_lack_to_the_whole() {
            assertThat(split(
                            settings.withWeights("a", "0.5", "b", "0.25"), 100, daysBefore(1, "a"), daysBefore(1, "b")))
                    .isEqualTo(parts("a", 50, "b", 25, Split.UNATTRIBUTED, 25));
        }

        @Test
        void do_not_ask_how_often_a_feature_touched() {
            assertThat(split(settings, 1000, daysBefore(4, REALTIME), daysBefore(3, REALTIME), daysBefore(2, REALTIME)))
                    .isEqualTo(parts(REALTIME, 400, Split.UNATTRIBUTED, 600));
        }

        @Test
        void of_twelve_decimals_are_exact() {
            assertThat(split(settings.withWeights("a", "0.000000000001"), 1_000_000_000_000L, daysBefore(1, "a"))
                            .parts())
                    .containsOnly(Map.entry("a", 1L), Map.entry(Split.UNATTRIBUTED, 999_999_999_999L));
        }

        @Test
        void of_a_feature_that_is_itself_called_unattributed_stay_there() {
            assertThat(split(
                            settings.withWeights(Split.UNATTRIBUTED, "0.5", "a", "0.25"),
                            100,
                            daysBefore(1, "a"),
                            daysBefore(2, Split.UNATTRIBUTED)))
                    .isEqualTo(parts("a", 25, Split.UNATTRIBUTED, 75));
        }
    }

    @Nested
    class Weights_normalised {
        private final Settings settings = Settings.of(Model.WEIGHTS_NORMALISED);

        @Test
        void give_the_whole_to_the_features_that_are_present() {
            assertThat(split(settings, 1000, daysBefore(4, PROPERTY), daysBefore(1, COACHING)))
                    .isEqualTo(parts(PROPERTY, 750, COACHING, 250));
        }

        @Test
        void may_have_any_sum() {
            assertThat(split(
                            settings.withWeights("a", "1000000", "b", "3e6"),
                            1000,
                            daysBefore(4, "a"),
                            daysBefore(1, "b")))
                    .isEqualTo(parts("a", 250, "b", 750));
        }

        @Test
        void of_nothing_leave_all_unattributed() {
            assertThat(split(settings.withWeights("a", "0", "b", "1"), 1000, daysBefore(4, "a")))
                    .isEqualTo(parts(Split.UNATTRIBUTED, 1000));
        }
    }

    @Nested
    class Linear {
        private final Settings settings = Settings.of(Model.LINEAR);

        @Test
        void gives_each_touch_the_same() {
            assertThat(split(
                            settings,
                            1000,
                            daysBefore(9, REALTIME),
                            daysBefore(8, COACHING),
                            daysBefore(2, REALTIME),
                            daysBefore(1, CHURN)))
                    .isEqualTo(parts(REALTIME, 500, COACHING, 250, CHURN, 250));
        }

        @Test
        void gives_the_cent_that_is_left_to_the_feature_that_configuration_names_first() {
            assertThat(split(settings, 100, daysBefore(9, COACHING), daysBefore(8, CHURN), daysBefore(2, PROPERTY)))
                    .isEqualTo(parts(PROPERTY, 34, CHURN, 33, COACHING, 33));
        }
    }

    @Nested
    class First_touch {
        private final Settings settings = Settings.of(Model.FIRST_TOUCH);

        @Test
        void gets_all() {
            assertThat(split(settings, 1000, daysBefore(1, REALTIME), daysBefore(9, COACHING), daysBefore(3, CHURN)))
                    .isEqualTo(parts(COACHING, 1000));
        }

        @Test
        void of_two_at_once_is_that_of_the_feature_that_configuration_names_first() {
            assertThat(split(settings, 1000, daysBefore(9, COACHING), daysBefore(9, CHURN)))
                    .isEqualTo(parts(CHURN, 1000));
        }
    }

    @Nested
    class Last_touch {
        private final Settings settings = Settings.of(Model.LAST_TOUCH);

        @Test
        void gets_all() {
            assertThat(split(settings, 1000, daysBefore(1, REALTIME), daysBefore(9, COACHING), daysBefore(3, CHURN)))
                    .isEqualTo(parts(REALTIME, 1000));
        }

        @Test
        void of_two_at_once_is_that_of_the_feature_that_configuration_names_last() {
            assertThat(split(settings, 1000, daysBefore(9, COACHING), daysBefore(9, CHURN)))
                    .isEqualTo(parts(COACHING, 1000));
        }
    }

    @Nested
    class Position {
        private final Settings settings = Settings.of(Model.POSITION);

        @Test
        void gives_a_single_touch_all() {
            assertThat(split(settings, 1000, daysBefore(1, CHURN))).isEqualTo(parts(CHURN, 1000));
        }

        @Test
        void gives_each_of_two_touches_half() {
            assertThat(split(settings, 1000, daysBefore(2, CHURN), daysBefore(1, COACHING)))
                    .isEqualTo(parts(CHURN, 500, COACHING, 500));
        }

        @Test
        void gives_one_between_a_fifth() {
            assertThat(split(settings, 1000, daysBefore(3, CHURN), daysBefore(2, REALTIME), daysBefore(1, COACHING)))
                    .isEqualTo(parts(CHURN, 400, REALTIME, 200, COACHING, 400));
        }

        @Test
        void gives_all_between_a_fifth_together() {
            assertThat(split(
                            settings,
                            1500,
                            daysBefore(5, CHURN),
                            daysBefore(4, REALTIME),
                            daysBefore(3, COACHING),
                            daysBefore(2, REALTIME),
                            daysBefore(1, PROPERTY)))
                    .isEqualTo(parts(CHURN, 600, REALTIME, 200, COACHING, 100, PROPERTY, 600));
        }
    }

    @Nested
    class Time_decay {
        private final Settings settings = Settings.of(Model.TIME_DECAY);

        @Test
        void halves_the_credit_with_each_half_life() {
            assertThat(split(settings, 700, daysBefore(14, CHURN), daysBefore(7, REALTIME), daysBefore(0, COACHING)))
                    .isEqualTo(parts(CHURN, 100, REALTIME, 200, COACHING, 400));
        }

        @Test
        void has_the_half_life_of_configuration() {
            assertThat(split(
                            settings.withHalfLife(Duration.ofDays(1)),
                            300,
                            daysBefore(5, CHURN),
                            daysBefore(4, COACHING)))
                    .isEqualTo(parts(CHURN, 100, COACHING, 200));
        }

        @Test
        void looks_at_how_much_older_one_touch_is_than_another_however_old_both_are() {
            Settings shortLived = settings.withHalfLife(Duration.ofSeconds(1));

            assertThat(split(shortLived, 1000, daysBefore(90, CHURN))).isEqualTo(parts(CHURN, 1000));
            assertThat(split(shortLived, 1000, daysBefore(90, CHURN), daysBefore(90, COACHING)))
                    .isEqualTo(parts(CHURN, 500, COACHING, 500));
        }

        @Test
        void gives_nothing_to_a_touch_of_which_nothing_is_left() {
            assertThat(split(
                            settings.withHalfLife(Duration.ofNanos(1)),
                            1000,
                            daysBefore(2, CHURN),
                            daysBefore(1, COACHING)))
                    .isEqualTo(parts(COACHING, 1000));
        }

        @Test
        void gives_nearly_the_same_if_the_half_life_is_endless() {
            assertThat(split(
                            settings.withHalfLife(Duration.ofSeconds(Long.MAX_VALUE)),
                            1000,
                            daysBefore(2, CHURN),
                            daysBefore(1, COACHING)))
                    .isEqualTo(parts(CHURN, 500, COACHING, 500));
        }

        /** Ages of 1, 10 and 80 days; the exact quotas were computed with 50 digits outside of Java. */
        @Test
        void is_the_same_to_the_cent_on_every_machine() {
            assertThat(split(
                                    settings,
                                    1_000_000_000_000_000L,
                                    daysBefore(80, CHURN),
                                    daysBefore(10, REALTIME),
                                    daysBefore(1, COACHING))
                            .parts())
                    .containsOnly(
                            Map.entry(COACHING, 708_934_156_495_894L),
                            Map.entry(REALTIME, 290_781_876_827_517L),
                            Map.entry(CHURN, 283_966_676_589L));
        }
    }

    @Nested
    class Any_model {
        @ParameterizedTest
        @EnumSource(Model.class)
        void leaves_all_unattributed_without_touches(Model model) {
            assertThat(split(Settings.of(model), 1000)).isEqualTo(parts(Split.UNATTRIBUTED, 1000));
        }

        @ParameterizedTest
        @EnumSource(Model.class)
        void leaves_all_unattributed_without_features(Model model) {
            assertThat(split(Settings.of(model).withWeights(), 1000, daysBefore(1, REALTIME)))
                    .isEqualTo(parts(Split.UNATTRIBUTED, 1000));
        }

        @ParameterizedTest
        @EnumSource(Model.class)
        void divides_nothing_into_nothing(Model model) {
            assertThat(split(Settings.of(model), 0, daysBefore(1, REALTIME)).parts())
                    .isEmpty();
        }

        @ParameterizedTest
        @EnumSource(Model.class)
        void looks_past_a_feature_that_configuration_does_not_know(Model model) {
            Settings settings = Settings.of(model);
            Split without = split(settings, 1000, daysBefore(3, CHURN), daysBefore(2, COACHING));

            assertThat(split(
                            settings,
                            1000,
                            daysBefore(4, "search"),
                            daysBefore(3, CHURN),
                            daysBefore(2, COACHING),
                            daysBefore(1, "search")))
                    .isEqualTo(without);
        }

        @ParameterizedTest
        @EnumSource(Model.class)
        void looks_from_the_lookback_to_the_conversion_both_inclusive(Model model) {
            Settings settings = Settings.of(model).withLookback(Duration.ofDays(90));
            Touch first = daysBefore(90, CHURN);
            Touch last = daysBefore(0, COACHING);
            Touch tooEarly = new Touch(REALTIME, first.time() - 1);
            Touch tooLate = new Touch(PROPERTY, last.time() + 1);

            assertThat(split(settings, 1_000_000, tooEarly, first, last, tooLate))
                    .isEqualTo(split(settings, 1_000_000, first, last));
            assertThat(split(settings, 1_000_000, tooEarly, tooLate)).isEqualTo(parts(Split.UNATTRIBUTED, 1_000_000));
            assertThat(split(settings, 1_000_000, first).parts()).containsKey(CHURN);
            assertThat(split(settings, 1_000_000, last).parts()).containsKey(COACHING);
        }

        @ParameterizedTest
        @EnumSource(Model.class)
        void leaves_the_list_of_touches_as_it_is(Model model) {
            List<Touch> touches = List.of(daysBefore(1, CHURN), daysBefore(4, COACHING));

            List<Touch> given = new ArrayList<>(touches);
            Split split = Settings.of(model).attributionModel().attribute(1000, given, SALE);

            assertThat(split.amount()).isEqualTo(1000);
            assertThat(given).isEqualTo(touches);
        }
    }
}

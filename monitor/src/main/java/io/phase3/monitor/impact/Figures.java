package io.phase3.monitor.impact;

import io.phase3.monitor.impact.ImpactReport.Objective;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The figures of a report as people read them: dollars to the cent, percent, multiples, goals.
 *
 * @param absent stands where there is no value
 * @param dash stands between the ends of a range
 */
record Figures(String absent, String dash) {
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    /** Cents as {@code $1,245.50} or {@code -$12.50}. */
    String dollars(long cents) {
        return dollars(Decimals.dollars(cents));
    }

    /** Cents as {@code $1,245.50}, where they are known. */
    String dollars(OptionalLong cents) {
        return cents.isPresent() ? dollars(cents.getAsLong()) : absent;
    }

    private static String dollars(BigDecimal dollars) {
        return (dollars.signum() < 0 ? "-$" : "$") + decimal(dollars.abs(), 2);
    }

    /** Two amounts of dollars as {@code $265K-440K}. */
    String range(BigDecimal low, BigDecimal high) {
        return '$' + shortDollars(low) + dash + shortDollars(high);
    }

    /** Two amounts of dollars as {@code $265K-440K}, where there are two. */
    String range(Optional<BigDecimal> low, Optional<BigDecimal> high) {
        return low.isPresent() && high.isPresent() ? range(low.get(), high.get()) : absent;
    }

    /** In thousands or millions where that is as exact and shorter. */
    private static String shortDollars(BigDecimal dollars) {
        if (dollars.compareTo(MILLION) >= 0 && places(dollars.movePointLeft(6)) <= 1) {
            return exact(dollars.movePointLeft(6)) + 'M';
        }
        if (dollars.compareTo(THOUSAND) >= 0 && places(dollars.movePointLeft(3)) <= 1) {
            return exact(dollars.movePointLeft(3)) + 'K';
        }
        return exact(dollars);
    }

    /** A number with thousands apart. */
    String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A number with thousands apart, where it is known. */
    String count(OptionalLong count) {
        return count.isPresent() ? count(count.getAsLong()) : absent;
    }

    /** A ratio from 0 to 1 as {@code 67.3%}. */
    String percent(Optional<BigDecimal> ratio) {
        return ratio.map(known -> decimal(known.movePointRight(2), 1) + '%').orElse(absent);
    }

    /** A score as {@code 54.2}. */
    String score(Optional<BigDecimal> score) {
        return score.map(known -> decimal(known, 1)).orElse(absent);
    }

    /** How many times as much, as {@code 12.3x}. */
    String multiple(Optional<BigDecimal> multiple) {
        return multiple.map(known -> decimal(known, 1) + 'x').orElse(absent);
    }

    /** What a multiple should be, as {@code 5x}. */
    String goal(BigDecimal multiple) {
        return exact(multiple) + 'x';
    }

    /** A date as {@code Sat 2026-01-10}. */
    static String day(LocalDate date) {
        return date.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH) + ' ' + date;
    }

    /** What is aimed at, as {@code at most 50 ms} or {@code at most $2,000/month}. */
    String goal(Objective objective) {
        Scale scale = Scale.of(objective);
        String goal = scale.written(exact(scale.of(objective.goal())));
        return (objective.atLeast() ? "at least " : "at most ") + goal + scale.per;
    }

    /** What was reached, as {@code 47.3 ms}: with one place more than the goal, or with as many as tell it from the goal. */
    String reached(Objective objective) {
        Scale scale = Scale.of(objective);
        BigDecimal goal = scale.of(objective.goal());
        return objective
                .value()
                .map(value -> scale.written(apart(scale.of(value), goal, Math.max(scale.places, places(goal) + 1))))
                .orElse(absent);
    }

    /** Whether a target is met. */
    static String status(Objective objective) {
        return objective.isMet().map(met -> met ? "met" : "missed").orElse("no data");
    }

    private static String apart(BigDecimal value, BigDecimal goal, int places) {
        BigDecimal rounded = value.setScale(places, RoundingMode.HALF_UP);
        return rounded.compareTo(goal) == 0 && value.compareTo(goal) != 0
                ? apart(value, goal, places + 1)
                : decimal(rounded, places);
    }

    private static int places(BigDecimal number) {
        return Math.max(0, number.stripTrailingZeros().scale());
    }

    private static String exact(BigDecimal number) {
        return decimal(number, places(number));
    }

    private static String decimal(BigDecimal number, int places) {
        return String.format(Locale.ROOT, "%,." + places + 'f', number);
    }

    /**
     * How the values of a unit are written.
     *
     * @param shift by how many places to the right the decimal point moves
     * @param places after the point, at least
     * @param per the span of time that a goal is for
     */
    private record Scale(int shift, int places, String before, String after, String per) {

        static Scale of(Objective objective) {
            return switch (objective.unit()) {
                case "seconds" ->
                    objective.goal().compareTo(BigDecimal.ONE) < 0
                            ? new Scale(3, 0, "", " ms", "")
                            : new Scale(0, 0, "", " s", "");
                case "ratio" -> new Scale(2, 0, "", "%", "");
                case "score" -> new Scale(0, 0, "", "", "");
                case "multiple" -> new Scale(0, 0, "", "x", "");
                case "dollars_per_year" -> new Scale(0, 2, "$", "", "/year");
                case "dollars_per_month" -> new Scale(0, 2, "$", "", "/month");
                default -> new Scale(0, 0, "", ' ' + objective.unit(), "");
            };
        }

        BigDecimal of(BigDecimal value) {
            return value.movePointRight(shift);
        }

        String written(String number) {
            return number.startsWith("-") ? '-' + before + number.substring(1) + after : before + number + after;
        }
    }
}

package io.phase3.monitor.impact;

import io.phase3.monitor.impact.ImpactReport.Costs;
import io.phase3.monitor.impact.ImpactReport.Day;
import io.phase3.monitor.impact.ImpactReport.Feature;
import io.phase3.monitor.impact.ImpactReport.Objective;
import io.phase3.monitor.impact.ImpactReport.Overall;
import io.phase3.monitor.impact.ImpactReport.Standing;
import io.phase3.monitor.impact.ImpactReport.Users;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Writes a report as CSV by RFC 4180: a head, then one figure a row, so that reports of many days are one table when put below
 * each other.
 *
 * <p>The columns: {@code section} and {@code name} say which figure, of which {@code feature}, of the days {@code first} to
 * {@code last}; its {@code value} in its {@code unit}; {@code target_low} and {@code target_high}, between which it should be;
 * {@code status}, how it stands to them; {@code note}, text for people. What is not known is an empty cell, numbers have a
 * decimal point and no thousands separators, money is in dollars.
 *
 * <p>A text that a spreadsheet would take for a formula has an apostrophe before it.
 */
final class ImpactCsv {
    private static final String END_OF_ROW = "\r\n";

    /** What no program that guesses the separator, or the type, can take for anything else. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.-]*");

    /** By the OWASP's list of what begins a formula, wide forms and white space before it as well. */
    private static final Pattern FORMULA = Pattern.compile("[\\t\\r\\n]|\\s*[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20]");

    private final ImpactReport report;
    private final StringBuilder csv = new StringBuilder();

    private ImpactCsv(ImpactReport report) {
        this.report = report;
    }

    static String of(ImpactReport report) {
        return new ImpactCsv(report).write();
    }

    private String write() {
        csv.append("section,name,feature,first,last,value,unit,target_low,target_high,status,note")
                .append(END_OF_ROW);
        if (report.feature().isEmpty()) {
            write(report.overall());
            write(report.users());
        }
        write(report.costs());
        report.costs().items().forEach(this::write);
        report.features().forEach(this::write);
        report.objectives().forEach(this::write);
        report.trend().forEach(this::write);
        note("report", "period", report.period().name().toLowerCase(Locale.ROOT));
        note("report", "zone", report.zone().getId());
        note("report", "model", report.model());
        report.feature().ifPresent(feature -> note("report", "feature", feature));
        report.sources().forEach(source -> note("report", "source", source));
        report.missing().forEach(missing -> note("report", "missing", missing));
        return csv.toString();
    }

    private void write(Overall overall) {
        String section = "overall";
        figure(section, "credits").dollars(overall.credits()).add();
        figure(section, "reversals").dollars(overall.reversals()).add();
        figure(section, "revenue").dollars(overall.revenue()).add();
        figure(section, "conversions").count(overall.conversions()).add();
        figure(section, "projected_annual")
                .is(Decimals.dollars(overall.projectedAnnual()), "dollars_per_year")
                .between(Optional.of(overall.targetLow()), Optional.of(overall.targetHigh()))
                .status(word(overall.standing()))
                .add();
        figure(section, "net").dollars(overall.net()).add();
        figure(section, "roi")
                .is(overall.roi(), "multiple")
                .between(Optional.of(overall.targetRoi()), Optional.empty())
                .status(overall.roi()
                        .map(roi -> roi.compareTo(overall.targetRoi()) >= 0 ? "met" : "missed")
                        .orElse("no data"))
                .add();
    }

    private void write(Users users) {
        String section = "users";
        figure(section, "active").count(users.active()).add();
        figure(section, "nps").is(users.nps(), "score").add();
        figure(section, "adoption").is(users.adoption(), "ratio").add();
    }

    private void write(Costs costs) {
        String section = "costs";
        figure(section, "infrastructure").dollars(costs.infrastructure()).add();
        figure(section, "api").dollars(costs.api()).add();
        figure(section, "total").dollars(costs.total()).add();
    }

    private void write(Costs.Item item) {
        figure("cost_item", item.name())
                .of(item.feature())
                .dollars(item.cents())
                .note(item.kind())
                .add();
    }

    private void write(Feature feature) {
        String section = "feature";
        String name = feature.name();
        figure(section, "revenue").of(name).dollars(feature.revenue()).add();
        figure(section, "touched").of(name).count(feature.touched()).add();
        figure(section, "share").of(name).is(feature.share(), "ratio").add();
        figure(section, "costs").of(name).dollars(feature.costs()).add();
        figure(section, "net").of(name).dollars(feature.net()).add();
        figure(section, "roi").of(name).is(feature.roi(), "multiple").add();
        figure(section, "projected_annual")
                .of(name)
                .is(Decimals.dollars(feature.projectedAnnual()), "dollars_per_year")
                .between(feature.targetLow(), feature.targetHigh())
                .status(feature.standing().map(ImpactCsv::word).orElse(""))
                .add();
        figure(section, "adoption").of(name).is(feature.adoption(), "ratio").add();
        figure(section, "nps").of(name).is(feature.nps(), "score").add();
    }

    private void write(Objective objective) {
        Optional<BigDecimal> goal = Optional.of(objective.goal());
        figure("objective", objective.target())
                .of(objective.feature().orElse(""))
                .is(objective.value(), objective.unit())
                .between(goal.filter(any -> objective.atLeast()), goal.filter(any -> !objective.atLeast()))
                .status(Figures.status(objective))
                .note(objective.title())
                .add();
    }

    private void write(Day day) {
        String section = "trend";
        figure(section, "revenue").on(day.date()).dollars(day.revenue()).add();
        figure(section, "conversions").on(day.date()).count(day.conversions()).add();
        figure(section, "costs").on(day.date()).dollars(day.costs()).add();
    }

    private void note(String section, String name, String note) {
        figure(section, name).note(note).add();
    }

    private Row figure(String section, String name) {
        return new Row(section, name);
    }

    private static String word(Standing standing) {
        return switch (standing) {
            case BELOW -> "below";
            case ON_TRACK -> "on track";
            case ABOVE -> "above";
        };
    }

    /** One row, while it is filled. */
    private final class Row {
        private final String section;
        private final String name;
        private String feature = report.feature().orElse("");
        private LocalDate first = report.first();
        private LocalDate last = report.last();
        private String value = "";
        private String unit = "";
        private String low = "";
        private String high = "";
        private String status = "";
        private String note = "";

        Row(String section, String name) {
            this.section = section;
            this.name = name;
        }

        Row of(String feature) {
            this.feature = feature;
            return this;
        }

        Row on(LocalDate day) {
            first = day;
            last = day;
            return this;
        }

        Row dollars(long cents) {
            return is(Decimals.dollars(cents), "dollars");
        }

        Row dollars(OptionalLong cents) {
            return is(
                    cents.isPresent() ? Optional.of(Decimals.dollars(cents.getAsLong())) : Optional.empty(), "dollars");
        }

        Row count(long count) {
            return is(BigDecimal.valueOf(count), "count");
        }

        Row count(OptionalLong count) {
            return is(
                    count.isPresent() ? Optional.of(BigDecimal.valueOf(count.getAsLong())) : Optional.empty(), "count");
        }

        Row is(BigDecimal number, String in) {
            return is(Optional.of(number), in);
        }

        Row is(Optional<BigDecimal> number, String in) {
            value = plain(number);
            unit = in;
            return this;
        }

        Row between(Optional<BigDecimal> lowest, Optional<BigDecimal> highest) {
            low = plain(lowest);
            high = plain(highest);
            return this;
        }

        Row status(String word) {
            status = word;
            return this;
        }

        Row note(String text) {
            note = text;
            return this;
        }

        void add() {
            csv.append(String.join(
                            ",",
                            text(section),
                            text(name),
                            text(feature),
                            first.toString(),
                            last.toString(),
                            value,
                            text(unit),
                            low,
                            high,
                            text(status),
                            text(note)))
                    .append(END_OF_ROW);
        }
    }

    private static String plain(Optional<BigDecimal> number) {
        return number.map(BigDecimal::toPlainString).orElse("");
    }

    private static String text(String text) {
        String harmless = FORMULA.matcher(text).lookingAt() ? '\'' + text : text;
        return PLAIN.matcher(harmless).matches() ? harmless : '"' + harmless.replace("\"", "\"\"") + '"';
    }
}

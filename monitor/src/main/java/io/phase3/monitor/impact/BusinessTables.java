package io.phase3.monitor.impact;

import io.phase3.monitor.database.Database;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Costs and users as the tables of the schema {@code phase3} have them, by the definitions of its views (V2), but as of a day:
 * views speak of now.
 */
final class BusinessTables {
    private static final String INFRASTRUCTURE = """
            select day, component, feature, amount from phase3.infrastructure_cost where day between ? and ?""";
    private static final String API = """
            select day, api, feature, amount from phase3.api_cost where day between ? and ?""";
    private static final String LANGUAGE_MODELS = """
            select coalesce(sum(amount) filter (where api in (select api from phase3.llm_api)), 0), count(*)
            from phase3.api_cost where day between ? and ?""";
    /** As long as anybody is known to have used anything lately, nobody is a number. */
    private static final String ACTIVE = """
            select count(distinct user_id) filter (where active_on >= ?), count(*)
            from phase3.user_activity where active_on > ? and active_on <= ?""";

    private static final String ADOPTION = """
            with used as (
                select feature, user_id, max(active_on) > ?::date - 30 as lately from phase3.user_activity
                where active_on > ?::date - 90 and active_on <= ?
                group by feature, user_id
            )
            select feature,
                   count(*) filter (where lately)::numeric
                       / nullif((select count(distinct user_id) from used where lately), 0)
            from used
            group by feature""";
    private static final String NPS = """
            select feature,
                   100.0 * (count(*) filter (where score >= 9) - count(*) filter (where score <= 6)) / count(*)
            from phase3.nps_response
            where responded_at >= ? and responded_at < ?
            group by feature""";
    private static final int MEMORY_DAYS = 90;

    private final ReportDatabase database;
    private final Days days;

    BusinessTables(ReportDatabase database, Days days) {
        this.database = database;
        this.days = days;
    }

    /** Who has no row on a day has not said what the day cost. */
    void addInfrastructure(Spending spending) throws UnreadableException {
        add(INFRASTRUCTURE, spending);
    }

    /** The exporter writes what was spent: if it did so on any of the days, a day without a row cost nothing. */
    void addApi(Spending spending) throws UnreadableException {
        add(API, spending);
        if (spending.isKnown()) {
            days.trend().forEach(spending::know);
        }
    }

    private void add(String sql, Spending spending) throws UnreadableException {
        List<LocalDate> dates = days.trend();
        read(
                sql,
                row -> spending.add(
                        row.getObject(1, LocalDate.class), row.getString(2), row.getString(3), row.getBigDecimal(4)),
                dates.get(0),
                days.last());
    }

    /** What language models cost in the calendar month up to the last day, in dollars; empty if nobody knows. */
    Optional<BigDecimal> languageModelsInMonth() throws UnreadableException {
        List<BigDecimal> sums = new ArrayList<>();
        read(
                LANGUAGE_MODELS,
                row -> {
                    if (row.getLong(2) > 0) {
                        sums.add(Decimals.rounded(row.getBigDecimal(1)));
                    }
                },
                days.last().withDayOfMonth(1),
                days.last());
        return sums.stream().findFirst();
    }

    Audience audience() throws UnreadableException {
        List<Long> active = new ArrayList<>();
        read(
                ACTIVE,
                row -> {
                    if (row.getLong(2) > 0) {
                        active.add(row.getLong(1));
                    }
                },
                days.first(),
                days.last().minusDays(MEMORY_DAYS),
                days.last());
        return new Audience(
                active.stream().mapToLong(Long::longValue).findFirst(),
                byFeature(ADOPTION, days.last(), days.last(), days.last()),
                byFeature(
                        NPS,
                        ReportDatabase.time(days.start(days.last().minusDays(MEMORY_DAYS - 1))),
                        ReportDatabase.time(days.end(days.last()))));
    }

    private Map<String, BigDecimal> byFeature(String sql, Object... parameters) throws UnreadableException {
        Map<String, BigDecimal> values = new HashMap<>();
        read(
                sql,
                row -> {
                    if (row.getBigDecimal(2) != null) {
                        values.put(row.getString(1), Decimals.rounded(row.getBigDecimal(2)));
                    }
                },
                parameters);
        return values;
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void read(String sql, RowReader reader, Object... parameters) throws UnreadableException {
        Database.Work<Void> work = connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    select.setObject(i + 1, parameters[i]);
                }
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        reader.read(row);
                    }
                }
            }
            return null;
        };
        database.read(work);
    }
}

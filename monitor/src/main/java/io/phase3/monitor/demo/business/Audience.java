package io.phase3.monitor.demo.business;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Users: what they use, and what they think of it. */
final class Audience {
    private static final int USERS = 400;
    private static final double ACTIVE_ON_A_WEEKDAY = 0.35;
    private static final double ACTIVE_ON_A_WEEKEND = 0.12;
    private static final int NPS_ANSWERS = 180;
    private static final int MATCH_ANSWERS = 640;
    private static final double SATISFIED = 0.91;

    /** How many of the users have taken to the feature; the target is 0.5, the goal 0.8. */
    private static final Map<String, Double> ADOPTION = new TreeMap<>(
            Map.of(Company.REALTIME, 0.83, Company.PROPERTY, 0.74, Company.CHURN, 0.57, Company.COACHING, 0.66));

    /** How many of the answers are a 9 or a 10; one in nine is a detractor's. The target is a score of 50. */
    private static final Map<String, Double> PROMOTERS = new TreeMap<>(
            Map.of(Company.REALTIME, 0.68, Company.PROPERTY, 0.71, Company.CHURN, 0.64, Company.COACHING, 0.65));

    private static final double DETRACTORS = 1.0 / 9;

    private Audience() {}

    static List<Rows> rows(Past past) {
        return List.of(activity(past), netPromoterScores(past), matches(past));
    }

    private static Rows activity(Past past) {
        Rows rows = new Rows("user_activity", "user_id", "feature", "active_on");
        for (int user = 0; user < USERS; user++) {
            String id = past.hash();
            ADOPTION.forEach((feature, adoption) -> {
                if (past.happens(adoption)) {
                    addDays(rows, past, id, feature);
                }
            });
        }
        return rows;
    }

    private static void addDays(Rows rows, Past past, String user, String feature) {
        for (int ago = 0; ago < Company.DAYS; ago++) {
            LocalDate day = past.today().minusDays(ago);
            boolean weekend = day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
            if (past.happens(weekend ? ACTIVE_ON_A_WEEKEND : ACTIVE_ON_A_WEEKDAY)) {
                rows.add(user, feature, day);
            }
        }
    }

    private static Rows netPromoterScores(Past past) {
        Rows rows = new Rows("nps_response", "feature", "score", "responded_at");
        PROMOTERS.forEach((feature, promoters) -> {
            for (int answer = 0; answer < NPS_ANSWERS; answer++) {
                rows.add(
                        feature,
                        score(past, (answer + 0.5) / NPS_ANSWERS, promoters),
                        past.between(Duration.ofHours(1), Duration.ofDays(Company.DAYS - 1)));
            }
        });
        return rows;
    }

    /** Exactly the shares that are wanted: chance decides only when, and how high within a group. */
    private static int score(Past past, double place, double promoters) {
        if (place < promoters) {
            return 9 + past.random().nextInt(2);
        }
        return place < 1 - DETRACTORS
                ? 7 + past.random().nextInt(2)
                : past.random().nextInt(7);
    }

    private static Rows matches(Past past) {
        Rows rows = new Rows("match_feedback", "satisfied", "responded_at");
        for (int answer = 0; answer < MATCH_ANSWERS; answer++) {
            boolean satisfied = answer < MATCH_ANSWERS * SATISFIED;
            rows.add(satisfied, past.between(Duration.ofHours(1), Duration.ofDays(29)));
        }
        return rows;
    }
}

package io.phase3.monitor.demo.business;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Leads at risk: who was helped, what became of them, and how well it was foreseen. */
final class Retention {
    private static final int DECIDED = 240;
    private static final double RETAINED = 0.66;
    private static final int PENDING = 12;
    private static final int WAITING = 3;
    private static final int PREDICTIONS = 900;
    private static final double WILL_CHURN = 0.2;
    private static final double RIGHT = 0.885;
    private static final Duration KNOWN_AFTER = Duration.ofDays(20);

    private Retention() {}

    static List<Rows> rows(Past past) {
        Rows risks = new Rows("churn_risk", "lead", "at_risk_since", "resolved_at");
        Rows interventions =
                new Rows("churn_intervention", "id", "lead", "started_at", "outcome", "decided_at", "saved_value");
        for (int i = 0; i < DECIDED; i++) {
            addDecided(risks, interventions, past, i < DECIDED * RETAINED);
        }
        for (int i = 0; i < PENDING; i++) {
            String lead = past.hash();
            Instant since = past.between(Duration.ofHours(2), Duration.ofDays(3));
            risks.add(lead, since, null);
            interventions.add(past.hash(), lead, since.plusSeconds(600), "pending", null, BigDecimal.ZERO);
        }
        for (int i = 0; i < WAITING; i++) {
            risks.add(past.hash(), past.between(Duration.ofMinutes(2), Duration.ofMinutes(20)), null);
        }
        return List.of(risks, interventions, predictions(past), models(past));
    }

    private static void addDecided(Rows risks, Rows interventions, Past past, boolean retained) {
        String lead = past.hash();
        Instant since = past.between(Duration.ofDays(4), Duration.ofDays(Company.DAYS));
        Instant started = since.plusSeconds(60 + past.random().nextInt(3_600));
        Instant decided = started.plus(Duration.ofHours(6 + past.random().nextInt(60)));
        risks.add(lead, since, decided);
        interventions.add(
                past.hash(),
                lead,
                started,
                retained ? "retained" : "churned",
                decided,
                retained ? past.dollars(4_000, 14_000) : BigDecimal.ZERO);
    }

    private static Rows predictions(Past past) {
        Rows rows = new Rows("churn_prediction", "predicted_at", "will_churn", "churned");
        for (int i = 0; i < PREDICTIONS; i++) {
            Instant predicted = past.between(Duration.ofHours(1), Duration.ofDays(Company.DAYS - 1));
            boolean known = predicted.isBefore(past.now().minus(KNOWN_AFTER));
            boolean willChurn = past.happens(WILL_CHURN);
            boolean right = past.happens(RIGHT);
            rows.add(predicted, willChurn, known ? willChurn == right : null);
        }
        return rows;
    }

    /** A new one every fortnight. */
    private static Rows models(Past past) {
        Rows rows = new Rows("churn_model", "version", "trained_at");
        for (int ago = 3; ago < Company.DAYS; ago += 14) {
            Instant trained = past.now().minus(Duration.ofDays(ago));
            rows.add("churn-" + trained.toString().substring(0, 10), trained);
        }
        return rows;
    }
}

package com.acme.estate.churn;

import com.acme.estate.store.Database;
import io.phase3.annotations.Phase3Timed;

/** Predicts who is about to leave. */
public final class ChurnModel {
    private final Database database;

    public ChurnModel(Database database) {
        this.database = database;
    }

    /**
     * Scores one lead.
     *
     * @param inactivity how much less active the lead is than usual, 0 to 1
     */
    @Phase3Timed(feature = "churn_prevention", type = "'churn_scoring'")
    public ChurnRisk score(String leadId, double inactivity) {
        database.query("lead_activity");
        double probability = 1 / (1 + Math.exp(-7 * (inactivity - 0.45)));
        return new ChurnRisk(leadId, probability, RiskLevel.of(probability));
    }
}

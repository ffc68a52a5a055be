package com.acme.estate.leads;

import com.acme.estate.store.Database;
import io.phase3.annotations.Phase3Timed;

/** Estimates how likely a lead is to buy. */
final class LeadScorer {
    private final Database database;

    LeadScorer(Database database) {
        this.database = database;
    }

    @Phase3Timed(feature = "realtime_intelligence", type = "'lead_scoring'")
    double score(String leadId) {
        database.query("lead_profile");
        return Math.floorMod(leadId.hashCode(), 1000) / 1000.0;
    }
}

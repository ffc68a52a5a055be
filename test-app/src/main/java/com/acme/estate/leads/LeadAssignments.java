package com.acme.estate.leads;

import com.acme.estate.store.Database;
import io.phase3.annotations.Phase3Timed;

/** Decides which agent takes care of a lead. */
final class LeadAssignments {
    private static final int AGENTS = 24;

    private final Database database;

    LeadAssignments(Database database) {
        this.database = database;
    }

    /** The agent who takes care of the lead, always the same one. */
    String agentOf(String leadId) {
        return "agent-" + Math.floorMod(leadId.hashCode(), AGENTS);
    }

    @Phase3Timed(feature = "realtime_intelligence", type = "'lead_assignment'", lead = "leadId")
    String assign(String leadId) {
        database.query("agent_workload");
        database.query("assign_lead");
        return agentOf(leadId);
    }
}

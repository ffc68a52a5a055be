package com.acme.estate.traffic;

import java.time.Duration;
import java.util.List;

/** What people do with the service: how much of the traffic it is, when it is first seen, and in which variants. */
enum Activity {
    LEAD_MESSAGE(
            0.6,
            400,
            "lead_update",
            "lead_update",
            "lead_update",
            "lead_update",
            "lead_scored",
            "lead_scored",
            "lead_assigned",
            "heartbeat"),
    CONNECTION(0.01, 3_500, "join", "leave", "drop", "reconnect"),
    PHOTO(0.07, 600, "luxury_detection", "luxury_detection", "condition", "curb_appeal"),
    TOUR(0.008, 900, "tour"),
    CHURN_REVIEW(0.06, 700, "review"),
    CONVERSATION(0.045, 800, "conversation", "conversation", "objection_handling", "closing"),
    CALL_REVIEW(0.02, 1_000, "objection_handling", "conversation"),
    SEARCH(0.15, 300, "search"),
    DASHBOARD(0.02, 500, "refresh"),
    SALE(0.006, 2_500, "sale"),
    LEASE(0.004, 2_800, "lease"),
    RESCISSION(0.0005, 7_500, "rescission");

    private final double share;
    private final Duration first;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is
    private final List<String> variants;

    /** A variant that is named more often happens more often. */
    Activity(double share, long firstMillis, String... variants) {
        this.share = share;
        this.first = Duration.ofMillis(firstMillis);
        this.variants = List.of(variants);
    }

    /** How much of all occurrences, 0 to 1. */
    double share() {
        return share;
    }

    /** When it happens first, at any rate: whatever the service does can be seen within ten seconds. */
    Duration first() {
        return first;
    }

    List<String> variants() {
        return variants;
    }
}

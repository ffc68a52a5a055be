package com.acme.estate.vision;

import com.acme.estate.claude.Verdict;
import com.anthropic.client.AnthropicClient;
import io.phase3.annotations.Phase3Timed;

/** Finds out which properties of a tour are worth the drive. */
public final class TourPlanner {
    private static final double WORTH_THE_DRIVE = 0.3;

    private final FloorPlanReader floorPlans;

    public TourPlanner(AnthropicClient claude) {
        floorPlans = new FloorPlanReader(claude);
    }

    /** Counts the properties worth seeing. The lead holds for the floor plans that are read on the way. */
    @Phase3Timed(feature = "property_intelligence", type = "'tour_planning'", lead = "tour.leadId")
    public long plan(Tour tour) {
        return tour.floorPlans().stream()
                .map(floorPlans::read)
                .mapToDouble(Verdict::score)
                .filter(score -> score >= WORTH_THE_DRIVE)
                .count();
    }
}

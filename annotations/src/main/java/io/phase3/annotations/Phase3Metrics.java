package io.phase3.annotations;

import java.math.BigDecimal;

/**
 * Records by hand what no method boundary shows.
 *
 * <pre>{@code
 * long start = System.nanoTime();
 * socket.send(update);
 * Phase3Metrics.recordWebsocketLatency("realtime_intelligence", "lead_update", (System.nanoTime() - start) / 1e9);
 * }</pre>
 *
 * <p>Without the agent each method does nothing. With it, the agent weaves the recording into these very methods when
 * the class is loaded: there is nothing to initialise, nothing to inject, and no method ever throws. A null or
 * impossible argument (a negative duration, an amount that is not a number) is counted by the agent in
 * {@code phase3_agent_errors_total} and otherwise ignored.
 *
 * <p>Amounts of money are dollars. A {@code double} is taken as the shortest decimal that prints like it, so
 * {@code 125.50} is exactly $125.50; pass {@link BigDecimal} where amounts are computed.
 */
public final class Phase3Metrics {

    private Phase3Metrics() {}

    /**
     * Records one handled websocket message in {@code phase3_websocket_latency_seconds}.
     *
     * @param feature the product feature, for example {@code realtime_intelligence}
     * @param messageType what kind of message it was, for example {@code lead_update}
     * @param seconds how long handling took; zero or more
     */
    public static void recordWebsocketLatency(String feature, String messageType, double seconds) {}

    /**
     * Records one image analysis in {@code phase3_vision_analysis_duration_seconds}.
     *
     * @param feature the product feature, for example {@code property_intelligence}
     * @param analysisType what was looked for, for example {@code luxury_detection}
     * @param seconds how long it took; zero or more
     * @param success whether it gave an answer
     */
    public static void recordVisionAnalysis(String feature, String analysisType, double seconds, boolean success) {}

    /**
     * Records one intervention in {@code phase3_churn_intervention_duration_seconds}.
     *
     * @param feature the product feature, for example {@code churn_prevention}
     * @param riskLevel how likely the lead was to leave, for example {@code high_risk}
     * @param seconds how long it took from the decision to the delivery; zero or more
     */
    public static void recordChurnIntervention(String feature, String riskLevel, double seconds) {}

    /**
     * Records one conversation analysis in {@code phase3_coaching_analysis_duration_seconds}.
     *
     * @param feature the product feature, for example {@code ai_coaching}
     * @param analysisType what was analysed, for example {@code conversation}
     * @param seconds how long it took; zero or more
     */
    public static void recordCoachingAnalysis(String feature, String analysisType, double seconds) {}

    /**
     * Adds revenue that is known to be earned by one feature, past all attribution.
     *
     * @param feature the product feature that earned it
     * @param amount dollars
     */
    public static void recordRevenueImpact(String feature, double amount) {
        recordRevenueImpact(feature, decimal(amount));
    }

    /**
     * Adds revenue that is known to be earned by one feature, past all attribution.
     *
     * @param feature the product feature that earned it
     * @param amount dollars
     */
    public static void recordRevenueImpact(String feature, BigDecimal amount) {}

    /**
     * Adds the cost of a paid interface to {@code phase3_api_cost_dollars_total}.
     *
     * @param feature the product feature on whose behalf it was called
     * @param api the interface that is paid, for example {@code vision}
     * @param amount dollars
     */
    public static void recordApiCost(String feature, String api, double amount) {
        recordApiCost(feature, api, decimal(amount));
    }

    /**
     * Adds the cost of a paid interface to {@code phase3_api_cost_dollars_total}.
     *
     * @param feature the product feature on whose behalf it was called
     * @param api the interface that is paid, for example {@code vision}
     * @param amount dollars
     */
    public static void recordApiCost(String feature, String api, BigDecimal amount) {}

    /**
     * Says that a feature touched a lead just now: part of what the lead earns later is attributed to it.
     *
     * @param lead the lead's id; hashed before it is stored, never shown
     * @param feature the product feature
     */
    public static void touch(String lead, String feature) {}

    /**
     * Says that a lead converted, and attributes the revenue to the features that touched it.
     *
     * @param id the conversion's identity; the same id is never counted twice
     * @param lead the lead's id; hashed before it is stored, never shown
     * @param amount dollars
     */
    public static void conversion(String id, String lead, double amount) {
        conversion(id, lead, decimal(amount));
    }

    /**
     * Says that a lead converted, and attributes the revenue to the features that touched it.
     *
     * @param id the conversion's identity; the same id is never counted twice
     * @param lead the lead's id; hashed before it is stored, never shown
     * @param amount dollars
     */
    public static void conversion(String id, String lead, BigDecimal amount) {}

    /** The decimal that prints like the double; null, which the agent counts as a rejected amount, for what is no number. */
    private static BigDecimal decimal(double amount) {
        return Double.isNaN(amount) || Double.isInfinite(amount) ? null : BigDecimal.valueOf(amount);
    }
}

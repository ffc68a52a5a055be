package com.acme.estate.churn;

/** How likely a lead is to leave. */
public enum RiskLevel {
    LOW("low"),
    MEDIUM("medium"),
    HIGH("high_risk");

    private final String label;

    RiskLevel(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    static RiskLevel of(double probability) {
        if (probability < 0.5) {
            return LOW;
        }
        return probability < 0.8 ? MEDIUM : HIGH;
    }
}

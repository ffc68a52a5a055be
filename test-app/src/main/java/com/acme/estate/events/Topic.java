package com.acme.estate.events;

/** What events are about; each topic has a stream of its own. */
public enum Topic {
    LEAD_INTELLIGENCE("lead_intelligence"),
    PROPERTY_ALERTS("property_alerts"),
    CHURN_RISK("churn_risk"),
    COACHING("coaching"),
    CONVERSION("conversion"),
    PERFORMANCE("performance");

    private final String label;

    Topic(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}

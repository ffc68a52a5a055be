package com.acme.estate.churn;

/** The risk that a lead leaves; the probability is 0 to 1. */
public record ChurnRisk(String leadId, double probability, RiskLevel level) {}

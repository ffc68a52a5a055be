package com.acme.estate.churn;

/** One message to one lead. */
public record Notification(String leadId, String subject) {}

package io.phase3.monitor.check.sample;

/** What a lead does. */
public record LeadMessage(String type, String leadId) {}

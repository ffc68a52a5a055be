package com.acme.estate.leads;

/**
 * What a client tells about a lead.
 *
 * @param type {@code lead_update}, {@code lead_scored}, {@code lead_assigned} or {@code heartbeat}
 * @param leadId whom it is about; null for a heartbeat
 */
public record LeadMessage(String type, String leadId) {
    public static final String HEARTBEAT = "heartbeat";
}

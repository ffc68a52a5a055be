package com.acme.estate.leads;

/**
 * What all connected clients learn about a lead.
 *
 * @param score how likely the lead is to buy, 0 to 1
 * @param agent who takes care of the lead
 */
public record LeadUpdate(String type, String leadId, double score, String agent) {}

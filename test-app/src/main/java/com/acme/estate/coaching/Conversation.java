package com.acme.estate.coaching;

/** A conversation between an agent and a lead, written down. */
public record Conversation(String agent, String leadId, ConversationType type, String transcript) {}

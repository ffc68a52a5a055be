package com.acme.estate.churn;

/** What became of a notification on one channel. */
public record Receipt(String channel, boolean delivered) {}

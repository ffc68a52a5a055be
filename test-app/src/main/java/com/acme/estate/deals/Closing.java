package com.acme.estate.deals;

/**
 * How a deal ended.
 *
 * @param dealId unique among all deals of the brokerage
 * @param signed false if it fell through at the last moment
 */
public record Closing(String dealId, Deal deal, boolean signed) {}

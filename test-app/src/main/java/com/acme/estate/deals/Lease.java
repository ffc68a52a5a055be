package com.acme.estate.deals;

import java.math.BigDecimal;

/** A rental that a lead signs; the rent is in dollars a month. */
public record Lease(String leadId, String propertyId, BigDecimal monthlyRent) {}

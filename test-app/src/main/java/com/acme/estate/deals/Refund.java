package com.acme.estate.deals;

import java.math.BigDecimal;

/** The commission of a sale that was rescinded; the sale's price is in dollars. */
public record Refund(String dealId, String leadId, BigDecimal salePrice) {}

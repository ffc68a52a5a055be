package com.acme.estate.deals;

import java.math.BigDecimal;

/** A sale that is agreed and waits for its signature; the price is in dollars. */
public record Deal(String leadId, String propertyId, BigDecimal salePrice, boolean financed) {}

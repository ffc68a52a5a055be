package com.acme.estate.cache;

import com.acme.estate.neighborhood.Neighborhood;

/** A property with all that a search result shows. */
public record Property(String id, Neighborhood neighborhood) {}

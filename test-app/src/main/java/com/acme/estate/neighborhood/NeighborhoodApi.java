package com.acme.estate.neighborhood;

/** A source of facts about neighborhoods. */
public interface NeighborhoodApi {

    Neighborhood lookup(String zip);
}

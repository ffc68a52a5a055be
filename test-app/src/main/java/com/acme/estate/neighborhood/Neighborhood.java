package com.acme.estate.neighborhood;

/**
 * What is known about a neighborhood.
 *
 * @param status the HTTP status of the source's answer; 404 where it knows nothing
 * @param walkScore 0 to 100
 */
public record Neighborhood(String zip, int status, int walkScore) {}

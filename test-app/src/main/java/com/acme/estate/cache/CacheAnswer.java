package com.acme.estate.cache;

/** What a cache has for a key; the property is null on a miss. */
public record CacheAnswer(boolean hit, Property property) {}

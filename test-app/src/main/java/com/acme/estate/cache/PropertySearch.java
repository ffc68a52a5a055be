package com.acme.estate.cache;

import com.acme.estate.neighborhood.NeighborhoodApi;
import com.acme.estate.store.Database;
import io.phase3.annotations.Phase3Timed;

/** Finds properties, from the cache if it can. */
public final class PropertySearch {
    private final PropertyCache cache;
    private final Database database;
    private final NeighborhoodApi neighborhoods;

    public PropertySearch(PropertyCache cache, Database database, NeighborhoodApi neighborhoods) {
        this.cache = cache;
        this.database = database;
        this.neighborhoods = neighborhoods;
    }

    @Phase3Timed(feature = "property_intelligence", type = "'property_search'")
    public Property find(String propertyId, String zip) {
        CacheAnswer answer = cache.find(propertyId);
        if (answer.hit()) {
            return answer.property();
        }
        database.query("property");
        Property property = new Property(propertyId, neighborhoods.lookup(zip));
        cache.store(property);
        return property;
    }
}

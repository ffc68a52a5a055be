package com.acme.estate.cache;

import com.acme.estate.store.RedisPool;
import java.util.LinkedHashMap;
import java.util.Map;

/** The properties that were looked at last. Safe for many threads. */
public final class PropertyCache {
    private static final int CAPACITY = 400;

    private final String name = "properties";
    private final RedisPool redis;
    private volatile boolean cold;
    private final Map<String, Property> properties = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Property> eldest) {
            return size() > CAPACITY;
        }
    };

    public PropertyCache(RedisPool redis) {
        this.redis = redis;
    }

    public String name() {
        return name;
    }

    /** A cold cache has no answers. */
    public void chill(boolean value) {
        cold = value;
    }

    public CacheAnswer find(String propertyId) {
        try (RedisPool.Connection connection = redis.borrow()) {
            connection.touch(propertyId);
        }
        synchronized (properties) {
            Property property = cold ? null : properties.get(propertyId);
            return new CacheAnswer(property != null, property);
        }
    }

    public void store(Property property) {
        synchronized (properties) {
            properties.put(property.id(), property);
        }
    }
}

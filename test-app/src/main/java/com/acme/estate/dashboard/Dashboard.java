package com.acme.estate.dashboard;

import com.acme.estate.events.Event;
import com.acme.estate.events.EventBus;
import com.acme.estate.events.Topic;
import com.acme.estate.store.Database;
import com.acme.estate.store.RedisPool;
import java.util.List;

/** The figures that the brokerage's managers look at all day. */
public final class Dashboard {
    private static final List<String> TILES =
            List.of("open_leads", "viewings_today", "pipeline_value", "agent_ranking", "churn_overview", "revenue");

    private final Database database;
    private final RedisPool redis;
    private final EventBus bus;

    public Dashboard(Database database, RedisPool redis, EventBus bus) {
        this.database = database;
        this.redis = redis;
        this.bus = bus;
    }

    /** Recomputes every tile. */
    public void refresh() {
        TILES.forEach(database::query);
        try (RedisPool.Connection connection = redis.borrow()) {
            TILES.forEach(connection::touch);
        }
        bus.publish(Event.now(Topic.PERFORMANCE, "dashboard_refreshed", "managers"));
    }
}

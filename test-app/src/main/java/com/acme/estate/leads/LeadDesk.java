package com.acme.estate.leads;

import com.acme.estate.events.Event;
import com.acme.estate.events.EventBus;
import com.acme.estate.events.Topic;
import com.acme.estate.store.Database;
import com.acme.estate.store.RedisPool;

/** Works on each message about a lead as it comes in. */
public final class LeadDesk {
    private final Database database;
    private final RedisPool redis;
    private final EventBus bus;
    private final LeadScorer scorer;
    private final LeadAssignments assignments;

    public LeadDesk(Database database, RedisPool redis, EventBus bus) {
        this.database = database;
        this.redis = redis;
        this.bus = bus;
        this.scorer = new LeadScorer(database);
        this.assignments = new LeadAssignments(database);
    }

    LeadUpdate handle(LeadMessage message) {
        remember(message);
        return switch (message.type()) {
            case LeadMessage.HEARTBEAT -> new LeadUpdate(LeadMessage.HEARTBEAT, null, 0, null);
            case "lead_assigned" -> published(message, 0, assignments.assign(message.leadId()));
            case "lead_scored" ->
                published(message, scorer.score(message.leadId()), assignments.agentOf(message.leadId()));
            case "lead_update" -> {
                database.query("save_lead_activity");
                yield published(message, 0, assignments.agentOf(message.leadId()));
            }
            default -> throw new IllegalArgumentException("Unknown message type " + message.type());
        };
    }

    private void remember(LeadMessage message) {
        try (RedisPool.Connection connection = redis.borrow()) {
            connection.touch("presence");
            connection.touch(message.type());
        }
    }

    private LeadUpdate published(LeadMessage message, double score, String agent) {
        bus.publish(Event.now(Topic.LEAD_INTELLIGENCE, message.type(), message.leadId()));
        return new LeadUpdate(message.type(), message.leadId(), score, agent);
    }
}

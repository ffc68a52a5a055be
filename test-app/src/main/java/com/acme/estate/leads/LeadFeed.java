package com.acme.estate.leads;

import io.phase3.annotations.Phase3Timed;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everybody who is connected right now, and the updates they receive. */
final class LeadFeed {
    private static final Logger LOG = LoggerFactory.getLogger(LeadFeed.class);

    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();

    void join(Session session) {
        sessions.add(session);
    }

    void leave(Session session) {
        sessions.remove(session);
    }

    /** Closes every connection; whoever wants to may come back. */
    void turnAway() {
        sessions.forEach(LeadFeed::turnAway);
    }

    static void turnAway(Session session) {
        try {
            session.close(new CloseReason(CloseReason.CloseCodes.TRY_AGAIN_LATER, "Full"));
        } catch (IOException | IllegalStateException e) {
            LOG.debug("Session {} was gone already", session.getId(), e);
        }
    }

    /** How many clients are connected. */
    public int getAudience() {
        return sessions.size();
    }

    /** Sends the update to every client; returns at once, a client that cannot take it misses it. */
    @Phase3Timed(
            kind = "counter",
            metric = "estate_lead_updates_sent_total",
            help = "Updates sent to websocket clients.",
            value = "this.audience",
            labels = "type = update.type")
    void push(LeadUpdate update) {
        sessions.stream().filter(Session::isOpen).forEach(session -> send(session, update));
    }

    void send(Session session, LeadUpdate update) {
        session.getAsyncRemote().sendObject(update, result -> {
            if (!result.isOK()) {
                LOG.debug("Session {} missed an update", session.getId(), result.getException());
            }
        });
    }
}

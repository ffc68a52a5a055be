package com.acme.estate.leads;

import io.phase3.annotations.Phase3Timed;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The websocket over which clients report on leads and learn what others report. */
@ServerEndpoint(value = "/leads", decoders = LeadJson.MessageDecoder.class, encoders = LeadJson.UpdateEncoder.class)
public class LeadSocket {
    private static final Logger LOG = LoggerFactory.getLogger(LeadSocket.class);

    @OnOpen
    public void onOpen(Session session) {
        LeadServer.of(session).feed().join(session);
    }

    @OnMessage
    @Phase3Timed(kind = "websocket", feature = "realtime_intelligence", type = "message.type", lead = "message.leadId")
    public void onMessage(LeadMessage message, Session session) {
        LeadServer server = LeadServer.of(session);
        if (server.isFull()) {
            LeadFeed.turnAway(session);
            return;
        }
        LeadUpdate update = server.desk().handle(message);
        if (update.leadId() == null) {
            server.feed().send(session, update);
        } else {
            server.feed().push(update);
        }
    }

    @OnError
    public void onError(Session session, Throwable error) {
        LOG.debug("Session {} failed", session.getId(), error);
    }

    @OnClose
    public void onClose(Session session, CloseReason reason) {
        LeadServer.of(session).feed().leave(session);
        LOG.debug("Session {} closed: {}", session.getId(), reason);
    }
}

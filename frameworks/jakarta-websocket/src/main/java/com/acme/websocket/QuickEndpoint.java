package com.acme.websocket;

import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;

/** A programmatic endpoint in a few lines: its handlers are lambdas. */
public class QuickEndpoint extends Endpoint {
    @Override
    public void onOpen(Session session, EndpointConfig config) {
        // Undertow finds a handler by the type that its class is declared for, which a lambda's is not.
        if (!session.getClass().getName().startsWith("io.undertow.")) {
            addAndRemove(session);
        }
        session.addMessageHandler(String.class, message -> ChatEndpoint.reply(session, message.toUpperCase()));
    }

    /** No container takes a second handler of texts as long as it has one. */
    private static void addAndRemove(Session session) {
        MessageHandler.Whole<String> tooEarly = message -> ChatEndpoint.reply(session, "not yet");
        session.addMessageHandler(String.class, tooEarly);
        session.removeMessageHandler(tooEarly);
    }
}

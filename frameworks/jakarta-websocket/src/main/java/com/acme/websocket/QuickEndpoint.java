package com.acme.websocket;

import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;

/** A programmatic endpoint in a few lines: its handlers are lambdas, of which the first is taken away at once. */
public class QuickEndpoint extends Endpoint {
    @Override
    public void onOpen(Session session, EndpointConfig config) {
        MessageHandler.Whole<String> tooEarly = message -> ChatEndpoint.reply(session, "not yet");
        session.addMessageHandler(String.class, tooEarly);
        // No container takes a second handler of texts as long as it has one.
        session.removeMessageHandler(tooEarly);
        session.addMessageHandler(String.class, message -> ChatEndpoint.reply(session, message.toUpperCase()));
    }
}

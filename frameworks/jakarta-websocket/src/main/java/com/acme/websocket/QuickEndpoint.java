package com.acme.websocket;

import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;

/** A programmatic endpoint in two lines: its handler is a lambda. */
public class QuickEndpoint extends Endpoint {
    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.addMessageHandler(String.class, message -> ChatEndpoint.reply(session, message.toUpperCase()));
    }
}

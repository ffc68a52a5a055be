package com.acme.jetty;

import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.annotations.OnWebSocketMessage;
import org.eclipse.jetty.websocket.api.annotations.WebSocket;

/** The same as an annotated class. */
@WebSocket
public final class TourSocket {
    @OnWebSocketMessage
    public void text(Session session, String text) {
        session.sendText(text, Callback.NOOP);
    }
}

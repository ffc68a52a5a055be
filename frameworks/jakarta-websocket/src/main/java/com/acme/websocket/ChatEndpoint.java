package com.acme.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** A programmatic endpoint, whose handlers are a class and an anonymous class. */
public class ChatEndpoint extends Endpoint {
    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.addMessageHandler(new Words(session));
        session.addMessageHandler(new MessageHandler.Whole<ByteBuffer>() {
            @Override
            public void onMessage(ByteBuffer message) {
                reply(session, "bytes: " + message.remaining());
            }
        });
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        super.onClose(session, reason);
    }

    @Override
    public void onError(Session session, Throwable error) {}

    static void reply(Session session, String text) {
        try {
            session.getBasicRemote().sendText(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers words. */
    static class Words implements MessageHandler.Whole<String> {
        private final Session session;

        Words(Session session) {
            this.session = session;
        }

        @Override
        public void onMessage(String message) {
            if (message.equals("fail")) {
                throw new IllegalStateException("no such word");
            }
            reply(session, message);
        }
    }
}

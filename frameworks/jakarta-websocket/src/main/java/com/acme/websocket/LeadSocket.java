package com.acme.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An annotated endpoint with everything that annotations can say. */
@ServerEndpoint("/leads/{region}")
public class LeadSocket {
    @OnOpen
    public void open(Session session) {}

    @OnMessage
    public String text(String message, Session session, @PathParam("region") String region) throws IOException {
        switch (message) {
            case "fail":
                throw new IllegalStateException("no such lead");
            case "leave":
                session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(4001), "enough"));
                return null;
            default:
                return region + ' ' + message;
        }
    }

    @OnMessage
    public ByteBuffer binary(Session session, byte[] message) {
        return ByteBuffer.wrap(message);
    }

    @OnMessage
    public void pong(PongMessage message) {}

    @OnError
    public void error(Throwable error) {}

    @OnClose
    public void close(Session session, CloseReason reason) {}
}

package com.acme.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;

/** Lets nobody in. */
@ServerEndpoint("/door")
public class DoorSocket {
    @OnOpen
    public void open(Session session) throws IOException {
        session.close(new CloseReason(CloseReason.CloseCodes.VIOLATED_POLICY, "members only"));
    }
}

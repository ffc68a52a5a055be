package com.acme.websocket;

import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnMessage;
import java.util.concurrent.CountDownLatch;

/** The other end: an annotated client. */
@ClientEndpoint
public class ClientSocket {
    final CountDownLatch answered = new CountDownLatch(1);

    @OnMessage
    public void answer(String message) {
        answered.countDown();
    }
}

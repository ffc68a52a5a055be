package com.acme.websocket;

import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Takes decoded messages. */
@ServerEndpoint(value = "/offers", decoders = Offer.TextDecoder.class)
public class OfferSocket {
    @OnMessage
    public String offer(Offer offer) {
        return "offered " + offer.dollars;
    }

    @OnError
    public void error(Throwable error) {}
}

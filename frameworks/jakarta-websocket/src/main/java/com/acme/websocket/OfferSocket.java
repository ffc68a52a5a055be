package com.acme.websocket;

import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Takes decoded messages, with a method that overrides and calls another one. */
@ServerEndpoint(value = "/offers", decoders = Offer.TextDecoder.class)
public class OfferSocket extends Bids {
    @Override
    @OnMessage
    public String offer(Offer offer) {
        return super.offer(offer);
    }

    @OnError
    public void error(Throwable error) {}
}

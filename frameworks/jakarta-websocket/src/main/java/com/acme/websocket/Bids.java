package com.acme.websocket;

import jakarta.websocket.OnMessage;

/** What endpoints for offers have in common. */
public class Bids {
    @OnMessage
    public String offer(Offer offer) {
        return "offered " + offer.dollars;
    }
}

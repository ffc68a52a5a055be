package com.acme.websocket;

import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.EndpointConfig;

/** What is offered for a house. */
public class Offer {
    final long dollars;

    Offer(long dollars) {
        this.dollars = dollars;
    }

    /** Reads an offer. */
    public static class TextDecoder implements Decoder.Text<Offer> {
        @Override
        public void init(EndpointConfig config) {}

        @Override
        public void destroy() {}

        @Override
        public Offer decode(String text) throws DecodeException {
            try {
                return new Offer(Long.parseLong(text));
            } catch (NumberFormatException e) {
                throw new DecodeException(text, "no number", e);
            }
        }

        @Override
        public boolean willDecode(String text) {
            return true;
        }
    }
}

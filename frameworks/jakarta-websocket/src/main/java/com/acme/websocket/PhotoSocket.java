package com.acme.websocket;

import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Takes messages in parts, and has neither an opening nor a closing of its own. */
@ServerEndpoint("/photos")
public class PhotoSocket {
    private int size;

    @OnMessage
    public String part(byte[] part, boolean last) {
        size += part.length;
        return last ? "bytes: " + size : null;
    }

    @OnError
    public void error(Throwable error) {}
}

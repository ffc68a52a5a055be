package com.acme.jetty;

import java.nio.ByteBuffer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** Answers what visitors of a virtual tour say. */
public final class TourListener extends Session.Listener.AbstractAutoDemanding {
    @Override
    public void onWebSocketText(String text) {
        if (text.equals("fail")) {
            throw new IllegalStateException("no such room");
        }
        getSession().sendText(text, Callback.NOOP);
    }

    @Override
    public void onWebSocketBinary(ByteBuffer bytes, Callback callback) {
        getSession().sendText("bytes: " + bytes.remaining(), callback);
    }
}

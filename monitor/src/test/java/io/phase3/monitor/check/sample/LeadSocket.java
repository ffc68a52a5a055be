package io.phase3.monitor.check.sample;

/** A websocket endpoint. */
public class LeadSocket {
    /** Takes a message. */
    public void onMessage(LeadMessage message, Object session) {}
}

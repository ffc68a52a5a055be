package io.phase3.agent.pattern.acme.leads;

import io.phase3.agent.pattern.acme.Vision;
import io.phase3.agent.pattern.acme.crm.Deals;
import java.util.Map;

public class LeadSocket {
    static final int LIMIT = Integer.parseInt("1");

    public void onMessage(String text, int size) {}

    protected static synchronized byte[] frame() {
        return new byte[0];
    }

    private final String secret() {
        return "";
    }

    void hidden() {
        secret();
    }

    public native void nativeCall();

    @Vision
    @Deprecated
    public Map<String, Deals> analyse(String... photos) {
        Runnable lambda = () -> System.out.println(photos.length);
        lambda.run();
        return Map.of();
    }

    @Vision.Nested
    public <T extends Deals> T first(T[] deals, Object other, long[][] matrix) {
        return deals[0];
    }
}

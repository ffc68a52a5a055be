package io.phase3.monitor.check.sample;

import java.io.IOException;

/** The application: it has opened, and stays open until its input ends. */
public final class Office {
    private Office() {}

    /** Opens. */
    public static void main(String[] arguments) throws IOException {
        new LeadSocket().onMessage(new LeadMessage("update", "1"), null);
        new Deals.Desk();
        System.out.println("open");
        System.in.read();
    }
}

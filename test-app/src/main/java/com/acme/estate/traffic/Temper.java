package com.acme.estate.traffic;

/** How the traffic is: as in life, or with less of it left to chance. */
public enum Temper {
    /** Quiet nights, busy evenings, and now and then something goes wrong. */
    LIVELY(6, 20),
    /** The same without incidents but those that are ordered. */
    CALM(6, 20),
    /** Without them, and everything at even intervals, to a few leads in turn. */
    STEADY(36, 40);

    private final int fewestClients;
    private final int mostClients;

    Temper(int fewestClients, int mostClients) {
        this.fewestClients = fewestClients;
        this.mostClients = mostClients;
    }

    int fewestClients() {
        return fewestClients;
    }

    int mostClients() {
        return mostClients;
    }
}

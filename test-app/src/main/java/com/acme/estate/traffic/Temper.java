package com.acme.estate.traffic;

/** How the traffic is: as in life, or with less of it left to chance. */
public enum Temper {
    /** Quiet nights, busy evenings, and now and then something goes wrong. */
    LIVELY,
    /** The same without incidents but those that are ordered. */
    CALM,
    /** Without them, and everything at even intervals, to a few leads in turn. */
    STEADY
}

package com.acme.estate.deals;

/** Where leads become customers. */
public interface Deals {

    /** Has the deal signed; a deal that is signed already keeps its closing, so that asking again is harmless. */
    Closing close(Deal deal);

    /** Gives the commission of a signed deal back. */
    Refund rescind(Closing closing);
}

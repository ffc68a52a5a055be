package com.acme.estate.deals;

/** Where leads become customers. */
public interface Deals {

    /** Has the deal signed. */
    Closing close(Deal deal);

    /** Gives the commission of a signed deal back. */
    Refund rescind(Closing closing);
}

package io.phase3.agent.attribution;

import java.util.Locale;

/** Why a touch or a conversion does not count. */
public enum Rejection {
    CONVERSION_WITHOUT_LEAD(
            "has no lead, so that all of its revenue is unattributed: lead must give the id of who converted"),
    NO_LEAD("has no lead, so that it touches nobody: lead must give the id of whoever the call is about"),
    NO_ID(
            "has no id and does not count: id must give what tells the conversion from all others, because each counts once"),
    ID_TOO_LONG("has an id of more than 256 characters and does not count: the number of a contract is shorter"),
    NO_AMOUNT("has no amount and does not count: it must be a finite number, and that of a refund more than 0"),
    NO_FEATURE("names no feature and does not count: pass the feature's name"),
    AMOUNT_TOO_LARGE(
            "has an amount beyond bounds.amount and does not count: raise the bound if such amounts are right"),
    NEGATIVE_REFUND(
            "gives back less than nothing and does not count: what is given back is written as a positive number"),
    UNKNOWN_CURRENCY("has no currency, or one without a rate, and does not count: each needs its rate in"
            + " attribution.exchange-rates; where none means dollars, write ?? 'USD'"),
    UNKNOWN_CONVERSION(
            "gives back a conversion that was never counted, and does not count: id must be that of the conversion"),
    REFUND_TOO_LARGE("gives back more than the conversion earned and does not count: all that was earned is the most"),
    DUPLICATE("was counted before under the same id");

    private final String explanation;

    Rejection(String explanation) {
        this.explanation = explanation;
    }

    /** The value of the label {@code reason}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is wrong and what would be right, as the end of a sentence about the call. */
    public String explanation() {
        return explanation;
    }
}

package io.phase3.agent.attribution;

import java.util.Locale;

/** Why a touch or a conversion does not count. */
public enum Rejection {
    NO_LEAD("has no lead: the expression gives nothing"),
    CONVERSION_WITHOUT_LEAD("has no lead: its revenue counts, as unattributed"),
    NO_ID("has no id: without one, counting it once cannot be promised"),
    ID_TOO_LONG("has an id of more than 256 characters"),
    NO_AMOUNT("has no amount: the expression gives nothing, or no finite number"),
    NO_FEATURE("names no feature"),
    AMOUNT_TOO_LARGE("has an amount beyond bounds.amount"),
    NEGATIVE_REFUND("gives back a negative amount: write what is given back as a positive number"),
    UNKNOWN_CURRENCY("is in a currency without a rate in attribution.exchange-rates"),
    UNKNOWN_CONVERSION("gives back a conversion that was never counted"),
    REFUND_TOO_LARGE("gives back more than the conversion earned"),
    DUPLICATE("was counted before under the same id");

    private final String explanation;

    Rejection(String explanation) {
        this.explanation = explanation;
    }

    /** The value of the label {@code reason}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is wrong, as the end of a sentence about the conversion. */
    public String explanation() {
        return explanation;
    }
}

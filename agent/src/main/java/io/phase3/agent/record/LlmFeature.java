package io.phase3.agent.record;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** The feature of calls of a language model: where what they cost is added, and the touch that follows from each. */
final class LlmFeature {
    private final String name;
    private final LongAdder nanoDollars;
    private final Optional<Consequence> touching;

    LlmFeature(String name, LongAdder nanoDollars, Optional<Consequence> touching) {
        this.name = name;
        this.nanoDollars = nanoDollars;
        this.touching = touching;
    }

    String name() {
        return name;
    }

    /** The sum of the costs, in billionths of a dollar. */
    LongAdder nanoDollars() {
        return nanoDollars;
    }

    Optional<Consequence> touching() {
        return touching;
    }
}

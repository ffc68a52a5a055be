package io.phase3.agent.explain;

import io.phase3.agent.config.Rule;

/** Something to be said of a rule in a place where it is not at work. Immutable. */
final class Misfit {
    /** The code of what the rule names and cannot measure. */
    static final String DOES_NOT_FIT = "does-not-fit";

    private final Rule rule;
    private final String place;
    private final Remark remark;

    /** @param place the method, or the class */
    Misfit(Rule rule, String place, Remark remark) {
        this.rule = rule;
        this.place = place;
        this.remark = remark;
    }

    Rule rule() {
        return rule;
    }

    String place() {
        return place;
    }

    Remark remark() {
        return remark;
    }

    /** Whether the rule names the place; otherwise it may. */
    boolean isMisfit() {
        return remark.code().equals(DOES_NOT_FIT) || rule.builtIn();
    }
}

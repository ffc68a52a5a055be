package io.phase3.agent.explain;

import io.phase3.agent.config.Rule;
import io.phase3.agent.explain.Finding.Severity;

/** A rule that is not at work in a place that it names. Immutable. */
final class Misfit {
    private final Rule rule;
    private final String place;
    private final String code;
    private final String message;

    Misfit(Rule rule, String place, String code, String message) {
        this.rule = rule;
        this.place = place;
        this.code = code;
        this.message = message;
    }

    Rule rule() {
        return rule;
    }

    /** The method, or the class. */
    String place() {
        return place;
    }

    /** Of a library in another version than the built-in rule knows its user can mend nothing. */
    Remark remark() {
        boolean isOurs = rule.builtIn() && !rule.amended();
        return new Remark(
                isOurs ? Severity.WARNING : Severity.ERROR,
                code,
                message + (isOurs ? "; this version of the library is not known" : ""));
    }
}

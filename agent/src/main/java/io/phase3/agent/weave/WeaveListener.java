package io.phase3.agent.weave;

import io.phase3.agent.config.Rule;

/** Told what could not be woven; the application goes on without. */
public interface WeaveListener {
    /** A rule matches a method but its expressions or its metric do not fit. */
    void ruleDoesNotFit(Rule rule, String method, Exception reason);

    /** An annotation on a method says something that cannot be. */
    void wrongAnnotation(String method, Exception reason);

    /** A class could not be woven at all. */
    void classFailed(String className, Throwable failure);
}

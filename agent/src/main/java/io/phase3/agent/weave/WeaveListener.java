package io.phase3.agent.weave;

import io.phase3.agent.config.Rule;
import java.util.Collection;

/** Told what could not be woven; the application goes on without. */
public interface WeaveListener {
    /** A rule matches a method but its expressions or its metric do not fit. */
    void ruleDoesNotFit(Rule rule, String className, String method, Exception reason);

    /**
     * A built-in rule names a class, and the class has none of the methods: its library has changed.
     *
     * @param signatures what the rule asks for, as in {@code close(..)}
     */
    void ruleFindsNothing(Rule rule, String className, Collection<String> signatures);

    /** An annotation on a method says something that cannot be. */
    void wrongAnnotation(String method, Exception reason);

    /** A class could not be woven at all. */
    void classFailed(String className, Throwable failure);
}

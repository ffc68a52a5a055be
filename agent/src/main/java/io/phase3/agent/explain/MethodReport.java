package io.phase3.agent.explain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A method that a rule weaves, and what the rule's expressions are there. Immutable. */
public final class MethodReport {
    private final String method;
    private final String location;
    private final Optional<String> async;
    private final Map<String, Value> values;
    private final boolean woven;

    /** An expression and what it was found to give. Immutable. */
    public static final class Value {
        private final String expression;
        private final String type;

        public Value(String expression, String type) {
            this.expression = expression;
            this.type = type;
        }

        /** The expression as its author wrote it. */
        public String expression() {
            return expression;
        }

        /** What it gives: {@code number (java.math.BigDecimal)}, {@code text}, {@code known at run time}. */
        public String type() {
            return type;
        }
    }

    /**
     * A method.
     *
     * @param method the method for people: {@code com.acme.LeadSocket.onMessage(String, int)}
     * @param location where its class comes from: {@code app.jar!/BOOT-INF/classes}, a class loader; may be empty
     * @param async how the end of its calls is seen, if they go on after it has returned
     * @param values by key of the rule, {@code labels.NAME} for a label
     * @param woven whether its class has been woven; of classes that are only looked at, whether it would be
     */
    public MethodReport(
            String method, String location, Optional<String> async, Map<String, Value> values, boolean woven) {
        this.method = method;
        this.location = location;
        this.async = async;
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        this.woven = woven;
    }

    /** The method for people. */
    public String method() {
        return method;
    }

    /** Where its class comes from; may be empty. */
    public String location() {
        return location;
    }

    /** How the end of its calls is seen, if they go on after it has returned. */
    public Optional<String> async() {
        return async;
    }

    /** The rule's expressions by key, {@code labels.NAME} for a label. */
    public Map<String, Value> values() {
        return values;
    }

    /** Whether its class has been woven, or would be. */
    public boolean woven() {
        return woven;
    }
}

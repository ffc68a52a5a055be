package io.phase3.agent.expression;

import java.math.BigDecimal;

/**
 * An expression compiled for one method: reads its value out of a call's frame, and never throws.
 *
 * <p>Shared by all threads. After 1,000 failures in a row it switches itself off: its value is absent from then on.
 */
public final class Evaluation {
    private final Term term;
    private final String description;
    private final boolean belongsToThread;
    private final boolean lateBound;
    private final Failures failures;

    Evaluation(Term term, ValueType type, boolean belongsToThread, boolean lateBound, Failures failures) {
        this.term = term;
        // Not the type itself: it was read through the application's class loader, and would keep it alive.
        this.description = type.describe();
        this.belongsToThread = belongsToThread;
        this.lateBound = lateBound;
        this.failures = failures;
    }

    /** What the expression was found to give: {@code number (java.math.BigDecimal)}, {@code condition}, {@code com.acme.Lead}. */
    public String describe() {
        return description;
    }

    /** Whether only the thread of the call can give the value: another one that completes the call has another logging context. */
    public boolean belongsToThread() {
        return belongsToThread;
    }

    /** Whether declared types do not tell all that the expression reads: a mistake in it would show in calls alone. */
    public boolean isLateBound() {
        return lateBound;
    }

    /** The value as text, or null if it is absent. */
    public String text(Object[] frame) {
        return (String) evaluate(frame, Use.TEXT);
    }

    /** The value as an exact decimal, or null if it is absent or no finite number. */
    public BigDecimal number(Object[] frame) {
        return (BigDecimal) evaluate(frame, Use.NUMBER);
    }

    /** The value as a condition, or null if it is absent. */
    public Boolean condition(Object[] frame) {
        return (Boolean) evaluate(frame, Use.CONDITION);
    }

    /** The value itself, or null if it is absent. */
    public Object object(Object[] frame) {
        return evaluate(frame, Use.OBJECT);
    }

    private Object evaluate(Object[] frame, Use use) {
        int count = failures.count();
        if (Failures.isSwitchedOff(count)) {
            return null;
        }
        try {
            Object value = convert(term.read(frame), use);
            failures.ended(count);
            return value;
        } catch (Throwable failure) {
            report(failure);
            return null;
        }
    }

    private static Object convert(Object value, Use use) {
        if (value == null) {
            return null;
        }
        switch (use) {
            case NUMBER:
                // Numbers first: that a class does not implement CharSequence the JVM finds out anew each time.
                boolean isText = !(value instanceof Number) && Texts.isText(value);
                return Decimals.bounded(isText ? Decimals.read(value) : Decimals.of(value));
            case CONDITION:
                return Conditions.of(value);
            case OBJECT:
                return value;
            default:
                return Texts.of(value);
        }
    }

    private void report(Throwable failure) {
        try {
            failures.failed(failure);
        } catch (Throwable unreported) {
            // With no stack or no memory left nobody can be told, and the application must not notice.
            return;
        }
    }
}

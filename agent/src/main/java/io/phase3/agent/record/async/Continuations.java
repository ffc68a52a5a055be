package io.phase3.agent.record.async;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.function.Consumer;

/** What is known of one class of Kotlin's continuations. */
final class Continuations {
    private static final ClassValue<Continuations> BY_CLASS = new ClassValue<Continuations>() {
        @Override
        protected Continuations computeValue(Class<?> type) {
            Class<?> continuation = new SuperTypes(type).find("kotlin.coroutines.Continuation");
            Constructor<?> relay = continuation == null ? null : RELAYS.get(continuation);
            return relay == null ? null : new Continuations(relay, label(type));
        }
    };

    /** By Kotlin's interface: one class for each time that Kotlin is loaded. */
    private static final ClassValue<Constructor<?>> RELAYS = new ClassValue<Constructor<?>>() {
        @Override
        protected Constructor<?> computeValue(Class<?> continuation) {
            try {
                return RelayedContinuation.define(continuation);
            } catch (ReflectiveOperationException | LinkageError | RuntimeException unknown) {
                return null;
            }
        }
    };

    private final Constructor<?> relay;
    private final Field label;

    private Continuations(Constructor<?> relay, Field label) {
        this.relay = relay;
        this.label = label;
    }

    /** Of the class; null if its objects cannot be relayed. */
    static Continuations of(Class<?> type) {
        return BY_CLASS.get(type);
    }

    /** The state of a function that was suspended, if these are such functions' own. */
    private static Field label(Class<?> type) {
        try {
            Field field = type.getDeclaredField("label");
            if (field.getType() != int.class || Modifier.isStatic(field.getModifiers())) {
                return null;
            }
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException | RuntimeException absent) {
            return null;
        }
    }

    /** Whether a function is called only to go on: its continuation sets the sign of its state for that, and no other does. */
    boolean isResumed(Object continuation) {
        try {
            return label != null && label.getInt(continuation) < 0;
        } catch (IllegalAccessException e) {
            return false;
        }
    }

    Object relay(Object continuation, Consumer<Object> listener) {
        try {
            return relay.newInstance(continuation, listener);
        } catch (ReflectiveOperationException | RuntimeException unknown) {
            return continuation;
        }
    }
}

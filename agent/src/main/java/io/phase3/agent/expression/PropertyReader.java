package io.phase3.agent.expression;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;

/** Reads one property from the objects of one class. */
abstract class PropertyReader {
    static final PropertyReader LENGTH = new PropertyReader() {
        @Override
        Object read(Object object) {
            return object instanceof CharSequence ? ((CharSequence) object).length() : Array.getLength(object);
        }
    };

    static final PropertyReader SIZE = new PropertyReader() {
        @Override
        Object read(Object object) {
            return ((Collection<?>) object).size();
        }
    };

    static final PropertyReader NAME = new PropertyReader() {
        @Override
        Object read(Object object) {
            return ((Enum<?>) object).name();
        }
    };

    static final PropertyReader ORDINAL = new PropertyReader() {
        @Override
        @SuppressWarnings("EnumOrdinal") // It is the rule's author who asks for it.
        Object read(Object object) {
            return ((Enum<?>) object).ordinal();
        }
    };

    static final PropertyReader ABSENT = new PropertyReader() {
        @Override
        Object read(Object object) {
            return null;
        }
    };

    /** May throw whatever the application's code throws. */
    abstract Object read(Object object) throws Throwable;

    /** Stands for a property that cannot be read. */
    static PropertyReader none(String why) {
        return new PropertyReader() {
            @Override
            Object read(Object object) {
                throw new EvaluationFailure(why);
            }
        };
    }

    /** A getter, an accessor or a field, by a handle of the type {@code (Object)Object}. */
    static final class Handle extends PropertyReader {
        private final MethodHandle handle;

        Handle(MethodHandle handle) {
            this.handle = handle;
        }

        @Override
        Object read(Object object) throws Throwable {
            return (Object) handle.invokeExact(object);
        }
    }

    /** The value of a key. */
    static final class OfMap extends PropertyReader {
        private final String key;

        OfMap(String key) {
            this.key = key;
        }

        @Override
        Object read(Object object) {
            return ((Map<?, ?>) object).get(key);
        }
    }
}

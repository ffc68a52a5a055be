package io.phase3.agent.record.async;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** A class with all that it extends and implements: classes first, from the class itself upwards. */
final class SuperTypes implements Iterable<Class<?>> {
    private final Set<Class<?>> types = new LinkedHashSet<>();

    SuperTypes(Class<?> type) {
        Deque<Class<?>> interfaces = new ArrayDeque<>();
        for (Class<?> next = type; next != null; next = next.getSuperclass()) {
            types.add(next);
            addInterfaces(next, interfaces);
        }
        while (!interfaces.isEmpty()) {
            Class<?> next = interfaces.remove();
            if (types.add(next)) {
                addInterfaces(next, interfaces);
            }
        }
    }

    private static void addInterfaces(Class<?> type, Deque<Class<?>> interfaces) {
        for (Class<?> declared : type.getInterfaces()) {
            interfaces.add(declared);
        }
    }

    /** The type of this name; null if there is none. */
    Class<?> find(String name) {
        for (Class<?> type : types) {
            if (type.getName().equals(name)) {
                return type;
            }
        }
        return null;
    }

    @Override
    public Iterator<Class<?>> iterator() {
        return types.iterator();
    }
}

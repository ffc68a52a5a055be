package io.phase3.agent.pattern;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.description.type.TypeList;
import net.bytebuddy.pool.TypePool;

/**
 * The super types of a type, as far as the class path has them: never throws, and ends even where broken class files extend
 * each other.
 */
final class Hierarchy {
    private final Collection<String> missing;
    private final Deque<TypeDescription> open = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();

    private Hierarchy(Collection<String> missing) {
        this.missing = missing;
    }

    /**
     * Whether the type itself, one of its superclasses or one of its interfaces has such a name.
     *
     * @param missing receives the names of super types that could not be read: a super type is known by its name even so, but
     *     what lies above it is not
     */
    static boolean isSubtype(TypeDescription type, NamePattern name, Collection<String> missing) {
        // Byte Buddy gives interfaces no superclass; in Java's type system they are objects all the same.
        return name.matches("java.lang.Object") || new Hierarchy(missing).hasMatch(type, name);
    }

    private boolean hasMatch(TypeDescription start, NamePattern name) {
        open.add(start);
        while (!open.isEmpty()) {
            TypeDescription type = open.remove();
            if (!seen.add(type.getName())) {
                continue;
            }
            if (name.matches(type.getName()) || addSuperclass(type, name) || addInterfaces(type, name)) {
                return true;
            }
        }
        return false;
    }

    private boolean addSuperclass(TypeDescription type, NamePattern name) {
        try {
            TypeDescription.Generic superclass = type.getSuperClass();
            if (superclass != null) {
                open.add(superclass.asErasure());
            }
            return false;
        } catch (RuntimeException | LinkageError unresolved) {
            return isMissingMatch(unresolved, name);
        }
    }

    private boolean addInterfaces(TypeDescription type, NamePattern name) {
        TypeList.Generic interfaces;
        int count;
        try {
            interfaces = type.getInterfaces();
            count = interfaces.size();
        } catch (RuntimeException | LinkageError unresolved) {
            return isMissingMatch(unresolved, name);
        }
        for (int i = 0; i < count; i++) {
            try {
                open.add(interfaces.get(i).asErasure());
            } catch (RuntimeException | LinkageError unresolved) {
                if (isMissingMatch(unresolved, name)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isMissingMatch(Throwable unresolved, NamePattern name) {
        if (!(unresolved instanceof TypePool.Resolution.NoSuchTypeException)) {
            return false;
        }
        String missingName = ((TypePool.Resolution.NoSuchTypeException) unresolved).getName();
        missing.add(missingName);
        return name.matches(missingName);
    }
}

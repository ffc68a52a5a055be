package io.phase3.agent.type;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.description.type.TypeDescription;

/**
 * A type with all its super types, as far as their class files can be found.
 *
 * <p>Never throws for a type that is missing from the class path or broken: it is then {@linkplain #complete incomplete}.
 */
public final class Hierarchy {
    private final List<TypeDescription.Generic> types = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Deque<TypeDescription.Generic> interfaces = new ArrayDeque<>();
    private boolean complete = true;

    /** The classes come first, from the type itself upwards, then the interfaces, then what every object has. */
    public Hierarchy(TypeDescription.Generic type) {
        TypeDescription.Generic next = type;
        while (next != null) {
            next = add(next);
        }
        while (!interfaces.isEmpty()) {
            add(interfaces.remove());
        }
        if (!type.isPrimitive()) {
            add(TypeDescription.ForLoadedType.of(Object.class).asGenericType());
        }
    }

    /** Adds the type and returns its super class, or null. */
    private TypeDescription.Generic add(TypeDescription.Generic type) {
        try {
            if (!names.add(type.asErasure().getName())) {
                return null;
            }
            types.add(type);
            addInterfaces(type);
            return type.getSuperClass();
        } catch (RuntimeException | LinkageError missing) {
            complete = false;
            return null;
        }
    }

    private void addInterfaces(TypeDescription.Generic type) {
        try {
            List<TypeDescription.Generic> declared = type.getInterfaces();
            for (int i = 0; i < declared.size(); i++) {
                interfaces.add(declared.get(i));
            }
        } catch (RuntimeException | LinkageError missing) {
            complete = false;
        }
    }

    /** Whether every super type was found; if not, an object may have more properties than can be seen from here. */
    public boolean complete() {
        return complete;
    }

    /** The types found: classes from the type itself upwards, then interfaces, then {@code Object}. */
    public List<TypeDescription.Generic> types() {
        return Collections.unmodifiableList(types);
    }

    /** Whether the type is, extends or implements the class of this name. */
    public boolean contains(String name) {
        return names.contains(name);
    }

    /** The class of this name as the type extends or implements it, with its type arguments; or null. */
    public TypeDescription.Generic find(String name) {
        for (TypeDescription.Generic type : types) {
            if (type.asErasure().getName().equals(name)) {
                return type;
            }
        }
        return null;
    }
}

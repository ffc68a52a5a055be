package io.phase3.agent.expression;

import io.phase3.agent.type.Hierarchy;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;

/**
 * The properties that a type's class files declare, by the same rules by which {@link Property} reads them at run time.
 *
 * <p>A type that is missing on the way is left out, not thrown for.
 */
final class DeclaredProperties {
    private final Hierarchy hierarchy;

    DeclaredProperties(Hierarchy hierarchy) {
        this.hierarchy = hierarchy;
    }

    /** The property's type, or null if no class file shows such a property. */
    ValueType find(String name) {
        ValueType type = Names.getter(name) == null ? null : returned(Names.getter(name));
        if (type == null && hasAccessor(name)) {
            type = returned(name);
        }
        if (type == null) {
            ValueType answer = returned(Names.question(name));
            type = answer != null && answer.kind == ValueType.Kind.CONDITION ? answer : null;
        }
        if (type == null) {
            type = publicField(name);
        }
        return type == null && builtIn().contains(name) ? builtInType(name) : type;
    }

    /** The type that the public method of this name returns if it takes no parameters; null if there is no such method. */
    private ValueType returned(String method) {
        for (TypeDescription.Generic type : hierarchy.types()) {
            try {
                for (MethodDescription candidate : type.getDeclaredMethods()) {
                    if (candidate.getName().equals(method) && isReader(candidate)) {
                        return ValueType.of(candidate);
                    }
                }
            } catch (RuntimeException | LinkageError missing) {
                return ValueType.UNKNOWN;
            }
        }
        return null;
    }

    /** Whether a public method of this name without parameters counts as an accessor: a field is called like it, or a builder sets it. */
    private boolean hasAccessor(String name) {
        if (hierarchy.contains("java.util.Iterator") || hierarchy.contains("java.util.Enumeration")) {
            return false;
        }
        for (TypeDescription.Generic type : hierarchy.types()) {
            try {
                for (FieldDescription field : type.getDeclaredFields()) {
                    if (field.getName().equals(name) && !field.isStatic()) {
                        return true;
                    }
                }
            } catch (RuntimeException | LinkageError missing) {
                return true;
            }
        }
        return Names.isKnownAccessor(name) || isBuiltWith(name);
    }

    /**
     * Whether the type's nested {@code Builder} has a method of this name that takes a value and returns the builder: the
     * objects of such a type may keep the value elsewhere than in a field of that name.
     */
    private boolean isBuiltWith(String name) {
        for (TypeDescription.Generic type : hierarchy.types()) {
            try {
                for (TypeDescription nested : type.asErasure().getDeclaredTypes()) {
                    if (nested.getSimpleName().equals(Names.BUILDER) && sets(nested, name)) {
                        return true;
                    }
                }
            } catch (RuntimeException | LinkageError missing) {
                // The builder is needed for no more than this.
            }
        }
        return false;
    }

    private static boolean sets(TypeDescription builder, String name) {
        for (MethodDescription method : builder.getDeclaredMethods()) {
            if (method.getName().equals(name)
                    && method.isPublic()
                    && method.getParameters().size() == 1
                    && method.getReturnType().asErasure().equals(builder)) {
                return true;
            }
        }
        return false;
    }

    private ValueType publicField(String name) {
        for (TypeDescription.Generic type : hierarchy.types()) {
            try {
                for (FieldDescription field : type.getDeclaredFields()) {
                    if (field.getName().equals(name) && field.isPublic() && !field.isStatic()) {
                        return ValueType.of(field);
                    }
                }
            } catch (RuntimeException | LinkageError missing) {
                return ValueType.UNKNOWN;
            }
        }
        return null;
    }

    Set<String> names() {
        Set<String> names = builtIn();
        for (TypeDescription.Generic type : hierarchy.types()) {
            try {
                names.addAll(names(type));
            } catch (RuntimeException | LinkageError missing) {
                // The rest is enough for a suggestion.
            }
        }
        names.remove("class");
        return names;
    }

    private Set<String> names(TypeDescription.Generic type) {
        Set<String> names = new TreeSet<>();
        for (MethodDescription method : type.getDeclaredMethods()) {
            String read = Names.property(method.getName());
            String property = read == null ? method.getName() : read;
            if (isReader(method) && find(property) != null) {
                names.add(property);
            }
        }
        for (FieldDescription field : type.getDeclaredFields()) {
            if (!field.isStatic() && find(field.getName()) != null) {
                names.add(field.getName());
            }
        }
        return names;
    }

    private Set<String> builtIn() {
        Set<String> names = new TreeSet<>();
        if (hierarchy.contains("java.lang.CharSequence")) {
            names.add("length");
        }
        if (hierarchy.contains("java.util.Collection")) {
            names.add("size");
        }
        if (hierarchy.contains("java.lang.Enum")) {
            names.add("name");
            names.add("ordinal");
        }
        return names;
    }

    private static ValueType builtInType(String name) {
        return name.equals("name") ? ValueType.TEXT : ValueType.COUNT;
    }

    /** Bridges are left out for the methods that they lead to. */
    private static boolean isReader(MethodDescription method) {
        return method.isPublic()
                && !method.isStatic()
                && !method.isBridge()
                && method.isMethod()
                && method.getParameters().isEmpty()
                && ValueType.of(method).kind != ValueType.Kind.VOID;
    }
}

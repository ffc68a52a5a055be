package io.phase3.agent.pattern;

import java.util.Collection;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.pool.TypePool;

/**
 * A type as a method's descriptor names it: known by name even where its class file is missing, resolved only when its super
 * types are asked for.
 *
 * <p>Of a missing type's array, a pool without lazy resolution tells only the element; such a pool is none for the agent.
 */
final class ErasedType {
    private static final ErasedType UNREADABLE = new ErasedType("?", null);

    private final String element;
    private final int dimensions;
    private final TypeDescription description;

    private ErasedType(String binaryName, TypeDescription description) {
        int brackets = 0;
        while (brackets < binaryName.length() && binaryName.charAt(brackets) == '[') {
            brackets++;
        }
        dimensions = brackets;
        element = brackets == 0 ? binaryName : elementName(binaryName.substring(brackets));
        this.description = description;
    }

    static ErasedType returnedBy(MethodDescription.InDefinedShape method) {
        try {
            return of(method.getReturnType().asErasure());
        } catch (TypePool.Resolution.NoSuchTypeException missing) {
            return new ErasedType(missing.getName(), null);
        } catch (RuntimeException | LinkageError unreadable) {
            return UNREADABLE;
        }
    }

    static ErasedType ofParameter(MethodDescription.InDefinedShape method, int index) {
        try {
            return of(method.getParameters().get(index).getType().asErasure());
        } catch (TypePool.Resolution.NoSuchTypeException missing) {
            return new ErasedType(missing.getName(), null);
        } catch (RuntimeException | LinkageError unreadable) {
            return UNREADABLE;
        }
    }

    static ErasedType of(TypeDescription description) {
        return new ErasedType(description.getName(), description);
    }

    private static String elementName(String descriptor) {
        switch (descriptor.charAt(0)) {
            case 'Z':
                return "boolean";
            case 'B':
                return "byte";
            case 'C':
                return "char";
            case 'S':
                return "short";
            case 'I':
                return "int";
            case 'J':
                return "long";
            case 'F':
                return "float";
            case 'D':
                return "double";
            default:
                return descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
        }
    }

    /** The binary name without array brackets, a keyword for a primitive type or {@code void}. */
    String element() {
        return element;
    }

    int dimensions() {
        return dimensions;
    }

    /** Whether the element type or one of its super types has such a name; the names of those that were missing are collected. */
    boolean isElementSubtypeOf(NamePattern name, Collection<String> missing) {
        if (description == null) {
            missing.add(element);
            return name.matches(element) || name.matches("java.lang.Object");
        }
        TypeDescription type = elementType();
        if (type == null || type.isPrimitive()) {
            return name.matches(element);
        }
        return Hierarchy.isSubtype(type, name, missing);
    }

    private TypeDescription elementType() {
        try {
            TypeDescription type = description;
            for (int i = 0; i < dimensions; i++) {
                type = type.getComponentType();
            }
            return type;
        } catch (RuntimeException | LinkageError unreadable) {
            return null;
        }
    }

    /** The type as Java source would name it, nested types with {@code $}. */
    @Override
    public String toString() {
        StringBuilder source = new StringBuilder(element);
        for (int i = 0; i < dimensions; i++) {
            source.append("[]");
        }
        return source.toString();
    }
}

package io.phase3.agent.weave;

import io.phase3.agent.type.Hierarchy;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;

/**
 * Finds out which methods are one operation: those of one name whose classes have it from the same type.
 *
 * <p>An override calls {@code super}, a default method an overload, a decorator the object behind it: for the caller all
 * that is one call. Methods that merely share a name are not.
 */
final class Operation {
    private Operation() {}

    /** The name of the operation: the type furthest up that has a method of this name, and that name. */
    static String of(MethodDescription.InDefinedShape method) {
        String origin = method.getDeclaringType().getName();
        if (method.isStatic() || method.isPrivate()) {
            return origin + '.' + method.getName();
        }
        for (TypeDescription.Generic type :
                new Hierarchy(method.getDeclaringType().asGenericType()).types()) {
            String name = type.asErasure().getName();
            // Everything is a Runnable: what the JDK declares says nothing of what the application means.
            if (!name.startsWith("java.") && declares(type, method.getName())) {
                origin = name;
            }
        }
        return origin + '.' + method.getName();
    }

    private static boolean declares(TypeDescription.Generic type, String methodName) {
        try {
            for (MethodDescription declared : type.asErasure().getDeclaredMethods()) {
                if (declared.getName().equals(methodName) && !declared.isStatic() && !declared.isPrivate()) {
                    return true;
                }
            }
            return false;
        } catch (RuntimeException | LinkageError missing) {
            // A type without a class file, made at run time: that is no reason to leave its subtypes alone.
            return false;
        }
    }
}

package io.phase3.agent.expression;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.function.Consumer;

/** Makes handles for public members, also of classes that are not public or stand in a closed module. */
final class MemberAccess {
    private static final MethodType READER = MethodType.methodType(Object.class, Object.class);

    private final Consumer<Class<?>> opener;

    MemberAccess(Consumer<Class<?>> opener) {
        this.opener = opener;
    }

    /** A handle of the type {@code (Object)Object}. */
    MethodHandle reader(Field field) throws IllegalAccessException {
        try {
            return MethodHandles.publicLookup().unreflectGetter(field).asType(READER);
        } catch (IllegalAccessException closed) {
            open(field);
            return MethodHandles.lookup().unreflectGetter(field).asType(READER);
        }
    }

    /** A handle of the type {@code (Object)Object}; through a declaration open to everybody if there is one. */
    MethodHandle reader(Method method) throws IllegalAccessException {
        MethodHandle handle = accessible(method);
        if (handle == null) {
            open(method);
            handle = MethodHandles.lookup().unreflect(method);
        }
        return boxed(handle).asType(READER);
    }

    /** Status codes and the like should not cost an object each: Java itself keeps boxes only up to 127. */
    private static MethodHandle boxed(MethodHandle handle) {
        return handle.type().returnType() == int.class
                ? MethodHandles.filterReturnValue(handle, SmallIntegers.BOX)
                : handle;
    }

    /** The method as it or a super type declares it publicly, or null. */
    private static MethodHandle accessible(Method method) {
        Deque<Class<?>> types = new ArrayDeque<>();
        types.add(method.getDeclaringClass());
        while (!types.isEmpty()) {
            Class<?> type = types.remove();
            try {
                Method declared = type.getMethod(method.getName());
                if (!Modifier.isStatic(declared.getModifiers())) {
                    return MethodHandles.publicLookup().unreflect(declared);
                }
            } catch (IllegalAccessException | NoSuchMethodException closed) {
                // A super type may be more open.
            }
            if (type.getSuperclass() != null) {
                types.add(type.getSuperclass());
            }
            Collections.addAll(types, type.getInterfaces());
        }
        return null;
    }

    private <T extends AccessibleObject & Member> void open(T member) {
        opener.accept(member.getDeclaringClass());
        member.setAccessible(true);
    }
}

package io.phase3.agent.record.async;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Calls methods of libraries that the agent does not link. */
final class Invocation {
    private Invocation() {}

    /** The public method of this name with one parameter, which is an interface. */
    static Method withCallback(Class<?> type, String name) {
        for (Method method : type.getMethods()) {
            if (method.getName().equals(name)
                    && method.getParameterCount() == 1
                    && method.getParameterTypes()[0].isInterface()) {
                return method;
            }
        }
        throw new IllegalArgumentException("unknown version: " + type.getName() + " has no " + name);
    }

    /** Calls the method and throws what it throws. */
    static Object invoke(Method method, Object target, Object... arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}

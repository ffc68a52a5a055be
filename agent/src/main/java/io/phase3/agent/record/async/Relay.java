package io.phase3.agent.record.async;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** Stands in for an object of a library, sees what is called, and passes it on. */
abstract class Relay implements InvocationHandler {
    private final Object target;

    Relay(Object target) {
        this.target = target;
    }

    /** An object of the interface whose calls the relay sees. */
    static Object proxy(Class<?> type, Relay relay) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, relay);
    }

    @Override
    public final Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("equals") && method.getDeclaringClass() == Object.class) {
            return target.equals(behind(arguments[0]));
        }
        Object result =
                method.getDeclaringClass() == Object.class ? passOn(method, arguments) : relay(method, arguments);
        return result == target ? proxy : result;
    }

    private static Object behind(Object other) {
        boolean isRelayed = other != null
                && Proxy.isProxyClass(other.getClass())
                && Proxy.getInvocationHandler(other) instanceof Relay;
        return isRelayed ? ((Relay) Proxy.getInvocationHandler(other)).target : other;
    }

    /** A call, which is passed on with {@link #passOn}. */
    abstract Object relay(Method method, Object[] arguments) throws Throwable;

    final Object passOn(Method method, Object[] arguments) throws Throwable {
        return Invocation.invoke(method, target, arguments);
    }
}

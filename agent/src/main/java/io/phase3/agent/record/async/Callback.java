package io.phase3.agent.record.async;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Stands in for an implementation of a library's functional interface. */
final class Callback implements InvocationHandler {
    private final Action action;

    /** What is done; the result is for interfaces that ask for one. */
    interface Action {
        Object call(Object argument);
    }

    private Callback(Action action) {
        this.action = action;
    }

    /**
     * An object of the interface.
     *
     * @param action gets the argument, or null if there is none
     */
    static Object of(Class<?> type, Action action) {
        if (type == Consumer.class) {
            return (Consumer<Object>) action::call;
        }
        if (type == Runnable.class) {
            return (Runnable) () -> action.call(null);
        }
        if (type == Supplier.class) {
            return (Supplier<Object>) () -> action.call(null);
        }
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new Callback(action));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
        if (method.getDeclaringClass() != Object.class) {
            return action.call(arguments == null ? null : arguments[0]);
        }
        switch (method.getName()) {
            case "equals":
                return proxy == arguments[0];
            case "hashCode":
                return System.identityHashCode(proxy);
            default:
                return Callback.class.getName();
        }
    }
}

package io.phase3.agent.record.async;

import java.lang.invoke.MethodHandles;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/** Sees the calls of a handler whose class cannot be woven. */
public final class HandlerRelay extends Relay {
    /**
     * By their handlers, so that who takes a handler away takes away what took its place. Both weak: a relay holds its
     * handler, and is itself held by whoever calls it.
     */
    private static final Map<Object, Reference<Object>> RELAYS = Collections.synchronizedMap(new WeakHashMap<>());

    private final Object handler;
    private final HandledCalls calls;

    private HandlerRelay(Object handler, HandledCalls calls) {
        super(handler);
        this.handler = handler;
        this.calls = calls;
    }

    /**
     * What takes the handler's place, or has done so before.
     *
     * @return the handler itself if its class can be woven, or if it is more than its public interfaces say
     */
    public static Object of(Object handler, HandledCalls calls) {
        if (handler == null || !isLambda(handler.getClass())) {
            return handler;
        }
        Reference<Object> known = RELAYS.get(handler);
        Object relay = known == null ? null : known.get();
        if (relay == null) {
            relay = newRelay(handler, calls);
            RELAYS.put(handler, new WeakReference<>(relay));
        }
        return relay;
    }

    private static Object newRelay(Object handler, HandledCalls calls) {
        Class<?>[] interfaces = handler.getClass().getInterfaces();
        try {
            for (Class<?> type : interfaces) {
                for (Method method : type.getMethods()) {
                    // What must not be called here would fail in the application.
                    MethodHandles.publicLookup().unreflect(method);
                }
            }
            return Proxy.newProxyInstance(
                    handler.getClass().getClassLoader(), interfaces, new HandlerRelay(handler, calls));
        } catch (IllegalAccessException | IllegalArgumentException hidden) {
            return handler;
        }
    }

    /** A lambda, or a class that a library has spun: no class file of it ever passes a transformer, or none says a name. */
    private static boolean isLambda(Class<?> type) {
        return type.isSynthetic() && type.getInterfaces().length > 0;
    }

    @Override
    Object relay(Method method, Object[] arguments) throws Throwable {
        Object call = Modifier.isAbstract(method.getModifiers()) ? calls.begin() : null;
        if (call == null) {
            return passOn(method, arguments);
        }
        Object result = null;
        Throwable thrown = null;
        try {
            result = passOn(method, arguments);
            return result;
        } catch (Throwable failure) {
            thrown = failure;
            throw failure;
        } finally {
            calls.end(call, handler, arguments, result, thrown);
        }
    }
}

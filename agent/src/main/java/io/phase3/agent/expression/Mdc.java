package io.phase3.agent.expression;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The application's logging context: {@code org.slf4j.MDC} as the thread's context class loader sees it.
 *
 * <p>Keeps no class loader alive: the classes found are referred to weakly, the handle is kept by the class it calls.
 */
final class Mdc {
    private static final String NAME = "org.slf4j.MDC";
    private static final MethodType GET = MethodType.methodType(String.class, String.class);

    private final ClassValue<MethodHandle> getters = new ClassValue<MethodHandle>() {
        @Override
        protected MethodHandle computeValue(Class<?> mdc) {
            try {
                return MethodHandles.publicLookup().findStatic(mdc, "get", GET);
            } catch (ReflectiveOperationException other) {
                throw new EvaluationFailure(NAME + " has no method get(String)");
            }
        }
    };

    /** Written under its own lock; a reference to null for a loader that does not know SLF4J. */
    private final Map<ClassLoader, WeakReference<Class<?>>> known = Collections.synchronizedMap(new WeakHashMap<>());

    /** The key's value on this thread; null if there is none or no SLF4J. */
    String get(String key) throws Throwable {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        if (loader == null) {
            return null;
        }
        WeakReference<Class<?>> found = known.get(loader);
        if (found == null) {
            found = new WeakReference<>(find(loader));
            known.put(loader, found);
        }
        Class<?> mdc = found.get();
        return mdc == null ? null : (String) getters.get(mdc).invokeExact(key);
    }

    private static Class<?> find(ClassLoader loader) {
        try {
            return Class.forName(NAME, false, loader);
        } catch (ClassNotFoundException | LinkageError none) {
            return null;
        }
    }
}

package com.acme.estate;

import java.lang.reflect.Proxy;

/**
 * Ends the process in good order, with status 0, when it is asked to from outside.
 *
 * <p>A shutdown hook cannot do that: by then the status is 143. {@code sun.misc.Signal} can, but javac has a warning for
 * every mention of it that nothing suppresses, hence reflection.
 */
final class StopSignals {
    private StopSignals() {}

    /** Has one action run, instead of the end of the JVM, when SIGTERM arrives, and the other when SIGINT does. */
    static void handle(Runnable onTerm, Runnable onInt) throws ReflectiveOperationException {
        handle("TERM", onTerm);
        handle("INT", onInt);
    }

    private static void handle(String name, Runnable action) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object stop = Proxy.newProxyInstance(
                StopSignals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                    action.run();
                    return null;
                });
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance(name), stop);
    }
}

package io.phase3.agent.bridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;

/** The bridge in {@code java.lang} of the JVM that runs the tests, where it can be put once only. */
public final class InstalledBridge {
    private static final Bridge BRIDGE = install();

    private InstalledBridge() {}

    /** The bridge; recorders of other tests stay in it. */
    public static Bridge get() {
        return BRIDGE;
    }

    /** As the agent does it, but that {@code java.lang} is open already: see the pom. */
    private static Bridge install() {
        ClassLoader loader = InstalledBridge.class.getClassLoader();
        Instrumentation nothing = (Instrumentation) Proxy.newProxyInstance(
                loader, new Class<?>[] {Instrumentation.class}, (proxy, method, arguments) -> null);
        try {
            return Bridge.install(nothing, loader);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.phase3.agent.bridge;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Opens the package of a class to the agent's own module, and to nobody else.
 *
 * <p>Written with reflection because the agent is compiled for Java 8, which has no modules; there it does nothing.
 */
public final class ModuleOpener implements Consumer<Class<?>> {
    private final Instrumentation instrumentation;

    public ModuleOpener(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /** @throws IllegalStateException if the JVM refuses, for a module that may not be modified */
    @Override
    public void accept(Class<?> type) {
        Package opened = type.getPackage();
        if (opened == null || !isModular()) {
            return;
        }
        try {
            Method getModule = Class.class.getMethod("getModule");
            Object module = getModule.invoke(type);
            Object agent = getModule.invoke(ModuleOpener.class);
            Class<?> moduleType = getModule.getReturnType();
            // Also where isOpen() says yes: up to Java 15 the JDK's packages are open to everybody, but not in silence.
            Map<String, Set<?>> opens = Collections.singletonMap(opened.getName(), Collections.singleton(agent));
            Instrumentation.class
                    .getMethod("redefineModule", moduleType, Set.class, Map.class, Map.class, Set.class, Map.class)
                    .invoke(
                            instrumentation,
                            module,
                            Collections.emptySet(),
                            Collections.emptyMap(),
                            opens,
                            Collections.emptySet(),
                            Collections.emptyMap());
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("cannot open " + opened.getName(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot open " + opened.getName(), e);
        }
    }

    /** Java 8 calls itself 1.8, and has no modules. */
    static boolean isModular() {
        return !System.getProperty("java.specification.version").startsWith("1.");
    }
}

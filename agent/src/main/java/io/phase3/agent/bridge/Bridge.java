package io.phase3.agent.bridge;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;
import net.bytebuddy.utility.StreamDrainer;

/** Puts {@code java.lang.Phase3Bridge} into the boot loader, and recorders into it. */
public final class Bridge {
    private static final String NAME = "java.lang.Phase3Bridge";

    private final Field sites;
    private final MethodHandle open;
    private final MethodHandle enter;
    private final MethodHandle exit;
    private final List<ObjLongConsumer<Object[]>> recorders = new ArrayList<>();

    private Bridge(Class<?> type) throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        sites = type.getField("sites");
        open = lookup.unreflect(type.getMethod("open"));
        enter = lookup.unreflect(type.getMethod("enter", int.class))
                .asType(MethodType.methodType(Object.class, int.class));
        exit = lookup.unreflect(
                        type.getMethod("exit", ObjLongConsumer.class, int.class, type, Throwable.class, Object[].class))
                .asType(MethodType.methodType(
                        void.class, ObjLongConsumer.class, int.class, Object.class, Throwable.class, Object[].class));
    }

    /** Whether an agent has put the bridge there already. */
    public static boolean isInstalled() {
        try {
            Class.forName(NAME, false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /**
     * Defines the bridge in the boot loader.
     *
     * @param loader has the bridge's class file as a resource
     * @throws ReflectiveOperationException if this JVM does not let the agent define it
     */
    public static Bridge install(Instrumentation instrumentation, ClassLoader loader)
            throws ReflectiveOperationException, IOException {
        byte[] classFile = classFile(loader);
        Class<?> type = ModuleOpener.isModular() ? define(instrumentation, classFile) : defineOnJava8(classFile);
        return new Bridge(type);
    }

    /**
     * Makes a recorder reachable for woven code.
     *
     * @return the site id under which it is reached
     */
    public synchronized int add(ObjLongConsumer<Object[]> recorder) {
        recorders.add(recorder);
        try {
            sites.set(null, recorders.toArray(new ObjLongConsumer<?>[0]));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a public field of a public class is not accessible", e);
        }
        return recorders.size() - 1;
    }

    /** The guards under which the current thread has a call open, that of the innermost call first. */
    public int[] open() {
        try {
            return (int[]) open.invokeExact();
        } catch (Throwable failure) {
            throw undeclared(failure);
        }
    }

    /** Begins a call that no woven method makes, and gives the token for its end; null if it does not count. */
    public Object enter(int guard) {
        try {
            return (Object) enter.invokeExact(guard);
        } catch (Throwable failure) {
            throw undeclared(failure);
        }
    }

    /**
     * Ends a call that no woven method made.
     *
     * @param call what {@code enter} gave, not null
     */
    public void exit(ObjLongConsumer<Object[]> recorder, int guard, Object call, Throwable thrown, Object[] frame) {
        try {
            exit.invokeExact(recorder, guard, call, thrown, frame);
        } catch (Throwable failure) {
            throw undeclared(failure);
        }
    }

    private static RuntimeException undeclared(Throwable failure) {
        if (failure instanceof Error) {
            throw (Error) failure;
        }
        return failure instanceof RuntimeException
                ? (RuntimeException) failure
                : new IllegalStateException("a method throws what it does not declare", failure);
    }

    /**
     * Java 9 and later: a lookup into {@code java.lang}, for which that package is opened to the agent alone. Appending a
     * jar to the boot search path instead would print a warning to the application's output and switch CDS off.
     */
    private static Class<?> define(Instrumentation instrumentation, byte[] classFile)
            throws ReflectiveOperationException {
        new ModuleOpener(instrumentation).accept(Object.class);
        Class<?> lookupType = Class.forName("java.lang.invoke.MethodHandles$Lookup");
        Object own = Class.forName("java.lang.invoke.MethodHandles")
                .getMethod("lookup")
                .invoke(null);
        Object lookup = Class.forName("java.lang.invoke.MethodHandles")
                .getMethod("privateLookupIn", Class.class, lookupType)
                .invoke(null, Object.class, own);
        return (Class<?>) lookupType.getMethod("defineClass", byte[].class).invoke(lookup, (Object) classFile);
    }

    /** Java 8: no modules and no such lookup, but {@code Unsafe} still defines classes, without a jar left on disk. */
    private static Class<?> defineOnJava8(byte[] classFile) throws ReflectiveOperationException {
        Class<?> unsafeType = Class.forName("sun.misc.Unsafe");
        Field theUnsafe = unsafeType.getDeclaredField("theUnsafe");
        theUnsafe.setAccessible(true);
        Method defineClass = unsafeType.getMethod(
                "defineClass",
                String.class,
                byte[].class,
                int.class,
                int.class,
                ClassLoader.class,
                ProtectionDomain.class);
        return (Class<?>) defineClass.invoke(theUnsafe.get(null), NAME, classFile, 0, classFile.length, null, null);
    }

    private static byte[] classFile(ClassLoader loader) throws IOException {
        String resource = NAME.replace('.', '/') + ".class";
        try (InputStream in = loader.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the agent jar is damaged: it has no " + resource);
            }
            return StreamDrainer.DEFAULT.drain(in);
        }
    }
}

package io.phase3.agent.bridge;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
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
    private final List<ObjLongConsumer<Object[]>> recorders = new ArrayList<>();

    private Bridge(Field sites, MethodHandle open) {
        this.sites = sites;
        this.open = open;
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
        return new Bridge(type.getField("sites"), MethodHandles.publicLookup().unreflect(type.getMethod("open")));
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
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable undeclared) {
            throw new IllegalStateException("a method throws what it does not declare", undeclared);
        }
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

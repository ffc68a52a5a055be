package io.phase3.agent.weave;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Knows which types a class loader can see, by their class files alone: nothing is ever loaded by asking.
 *
 * <p>Each loader is asked once for each type. It is never asked under a lock, for what it does then is its own affair; a
 * loader that is gone is forgotten.
 */
final class VisibleTypes {
    private final Map<ClassLoader, Map<String, Boolean>> known = Collections.synchronizedMap(new WeakHashMap<>());

    /** Whether the loader, or one that it asks in turn, has the class file of the type. */
    boolean isVisible(String binaryName, ClassLoader loader) {
        Map<String, Boolean> types = known.computeIfAbsent(loader, absent -> new ConcurrentHashMap<>());
        Boolean visible = types.get(binaryName);
        if (visible == null) {
            visible = hasClassFile(binaryName, loader);
            types.put(binaryName, visible);
        }
        return visible;
    }

    private static boolean hasClassFile(String binaryName, ClassLoader loader) {
        try {
            return loader.getResource(binaryName.replace('.', '/') + ".class") != null;
        } catch (RuntimeException | LinkageError e) {
            // Whoever cannot even be asked has no class file for the weaver either.
            return false;
        }
    }
}

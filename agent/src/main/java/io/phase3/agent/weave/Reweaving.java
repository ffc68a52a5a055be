package io.phase3.agent.weave;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/** Weaves loaded classes again, each of them once. Used by one thread at a time. */
public final class Reweaving {
    /** All threads stand still while a batch is replaced. */
    private static final int BATCH = 64;

    private final Instrumentation instrumentation;
    private final Selection selection;
    private final WeaveListener listener;
    /** Weak: it is kept for a while, and nobody's class loader with it. */
    private final Set<Class<?>> seen = Collections.newSetFromMap(new WeakHashMap<>());

    /** Says of a loaded class whether it has to be woven again. */
    interface Selection {
        boolean includes(Class<?> type) throws IOException;
    }

    Reweaving(Instrumentation instrumentation, Selection selection, WeaveListener listener) {
        this.instrumentation = instrumentation;
        this.selection = selection;
        this.listener = listener;
    }

    /**
     * Weaves the classes that are loaded now.
     *
     * @return how many of them were woven again
     */
    public synchronized int look() {
        // Twice, because a class that somebody is just loading has been woven, but is not among the loaded ones yet.
        return lookOnce() + lookOnce();
    }

    private int lookOnce() {
        int woven = 0;
        List<Class<?>> batch = new ArrayList<>(BATCH);
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (seen.add(type) && isIncluded(type)) {
                batch.add(type);
                if (batch.size() == BATCH) {
                    woven += retransform(batch);
                    batch.clear();
                }
            }
        }
        return woven + retransform(batch);
    }

    private boolean isIncluded(Class<?> type) {
        try {
            return instrumentation.isModifiableClass(type) && selection.includes(type);
        } catch (IOException | LinkageError | RuntimeException e) {
            listener.classFailed(type.getName(), e);
            return false;
        }
    }

    /** Together, and each alone if that fails: then one of them is to blame. */
    private int retransform(List<Class<?>> types) {
        if (types.isEmpty()) {
            return 0;
        }
        try {
            instrumentation.retransformClasses(types.toArray(new Class<?>[0]));
            return types.size();
            // InternalError: so the JVM says that a class cannot be redefined, for whatever reason.
        } catch (UnmodifiableClassException | LinkageError | InternalError | RuntimeException e) {
            if (types.size() == 1) {
                listener.classFailed(types.get(0).getName(), e);
                return 0;
            }
            int woven = 0;
            for (Class<?> type : types) {
                woven += retransform(Collections.singletonList(type));
            }
            return woven;
        }
    }
}

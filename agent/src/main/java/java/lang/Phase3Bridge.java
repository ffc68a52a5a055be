package java.lang;

import java.util.Arrays;
import java.util.function.ObjLongConsumer;

/**
 * The one class of the agent that woven code can see, and all that woven code calls.
 *
 * <p>It lives in {@code java.lang} of the boot loader, because loaders that delegate only {@code java.*} to their parent
 * (OSGi, JBoss Modules) find no other place. It knows the agent's recorders by a JDK interface only, so that no class of
 * the agent is ever linked from application code.
 *
 * <p>An instance belongs to one thread and holds the calls that this thread has open.
 */
public final class Phase3Bridge {

    /** The recorders by site id. Replaced by the agent as a whole when it grows; an entry is never taken away. */
    public static volatile ObjLongConsumer<Object[]>[] sites = empty();

    private static final ThreadLocal<Phase3Bridge> THREADS = new ThreadLocal<>();

    /** A start that was read as 0 would look like no call at all. */
    private static final long NOT_ZERO = 1;

    /** By guard id: when the open call began ({@link System#nanoTime()}), or 0 if none is open. */
    private long[] starts = new long[16];

    /** What the call that ends right now hands to its recorder: what it threw, then up to four values. */
    private final Object[] frame = new Object[5];

    /** While a recorder runs: getters that it calls for an expression are not calls of the application. */
    private boolean recording;

    private Phase3Bridge() {}

    /**
     * Called first in a woven method.
     *
     * @param guard stands for the rule and the method's name: of calls that nest under one guard on one thread
     *     (recursion, {@code super}, delegating overloads) only the outermost counts
     * @return the token for {@code exit}, or null if this call does not count
     */
    public static Phase3Bridge enter(int guard) {
        Phase3Bridge thread = THREADS.get();
        if (thread == null) {
            thread = new Phase3Bridge();
            THREADS.set(thread);
        }
        if (guard >= thread.starts.length) {
            thread.starts = Arrays.copyOf(thread.starts, Math.max(guard + 1, 2 * thread.starts.length));
        }
        if (thread.recording || thread.starts[guard] != 0) {
            return null;
        }
        // The last thing done: a StackOverflowError further up must not leave the guard closed for ever.
        thread.starts[guard] = System.nanoTime() | NOT_ZERO;
        return thread;
    }

    /** Called last in a woven method whose recorder needs no value but what was thrown. */
    public static void exit(int site, int guard, Phase3Bridge thread, Throwable thrown) {
        if (thread != null) {
            long nanos = thread.close(guard);
            thread.frame[0] = thrown;
            thread.record(site, thread.frame, nanos);
            thread.frame[0] = null;
        }
    }

    /** Called last in a woven method whose recorder reads up to four values. */
    public static void exit(
            int site,
            int guard,
            Phase3Bridge thread,
            Throwable thrown,
            Object value1,
            Object value2,
            Object value3,
            Object value4) {
        if (thread != null) {
            long nanos = thread.close(guard);
            Object[] frame = thread.frame;
            frame[0] = thrown;
            frame[1] = value1;
            frame[2] = value2;
            frame[3] = value3;
            frame[4] = value4;
            thread.record(site, frame, nanos);
            // Nothing of the application is kept alive by the agent.
            frame[0] = frame[1] = frame[2] = frame[3] = frame[4] = null;
        }
    }

    /** Called last in a woven method whose recorder reads more values; slot 0 is free for what was thrown. */
    public static void exit(int site, int guard, Phase3Bridge thread, Throwable thrown, Object[] frame) {
        if (thread != null) {
            long nanos = thread.close(guard);
            frame[0] = thrown;
            thread.record(site, frame, nanos);
        }
    }

    /** Opens the guard again and says how long it was closed. */
    private long close(int guard) {
        long nanos = System.nanoTime() - starts[guard];
        starts[guard] = 0;
        return nanos;
    }

    private void record(int site, Object[] frame, long nanos) {
        recording = true;
        try {
            sites[site].accept(frame, nanos);
        } catch (Throwable lost) {
            // Recorders count their own failures. What arrives here is a stack or a heap at its end, and belongs to
            // nobody: the application must not see it.
        } finally {
            recording = false;
        }
    }

    @SuppressWarnings("unchecked")
    private static ObjLongConsumer<Object[]>[] empty() {
        return (ObjLongConsumer<Object[]>[]) new ObjLongConsumer<?>[0];
    }
}

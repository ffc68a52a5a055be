package java.lang;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ObjLongConsumer;
import java.util.function.UnaryOperator;

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

    /**
     * By guard id: whether a call is open.
     *
     * <p>Public because woven code itself opens the guard again: with a full stack it could not call anything for that,
     * and a guard left closed would be closed for ever.
     */
    public boolean[] closed = new boolean[16];

    /** By guard id: when the last call began ({@link System#nanoTime()}). */
    private long[] starts = new long[16];

    /** Numbers the threads in turn, so that recorders can keep them apart. */
    private static final AtomicInteger NEXT_NUMBER = new AtomicInteger();

    private final Integer number = NEXT_NUMBER.getAndIncrement();

    /**
     * What the call that ends right now hands to its recorder: what it threw, the thread's number, the innermost open
     * scope, up to four values.
     *
     * <p>The scope stands here between calls, too. Public because woven code itself puts the outer one back: with a full
     * stack it could not call anything for that, and the lead of one call would be that of all later ones.
     */
    public final Object[] frame = {null, number, null, null, null, null, null};

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
        Phase3Bridge thread = outermost(guard);
        if (thread != null) {
            thread.starts[guard] = System.nanoTime();
            // The last thing done: a StackOverflowError further up must not leave the guard closed for ever.
            thread.closed[guard] = true;
        }
        return thread;
    }

    /**
     * The same for a method whose call opens a scope: what it says holds for the calls inside it, if they ask.
     *
     * @param frame of its own, with all values but the result; as long as the call is open slot 0 holds its recorder,
     *     which can tell what the values say, and from now on slot 2 the outer scope, which woven code puts back
     */
    public static Phase3Bridge enter(int site, int guard, Object[] frame) {
        Phase3Bridge thread = outermost(guard);
        if (thread != null) {
            frame[0] = sites[site];
            frame[2] = thread.frame[2];
            thread.starts[guard] = System.nanoTime();
            // Nothing is called from here on: guard and scope are closed and opened both or neither.
            thread.frame[2] = frame;
            thread.closed[guard] = true;
        }
        return thread;
    }

    /** What belongs to this thread; null if a call that begins under the guard now does not count. */
    private static Phase3Bridge outermost(int guard) {
        Phase3Bridge thread = THREADS.get();
        if (thread == null) {
            thread = new Phase3Bridge();
            THREADS.set(thread);
        }
        if (guard >= thread.closed.length) {
            int length = Math.max(guard + 1, 2 * thread.closed.length);
            thread.starts = Arrays.copyOf(thread.starts, length);
            thread.closed = Arrays.copyOf(thread.closed, length);
        }
        return thread.recording || thread.closed[guard] ? null : thread;
    }

    /**
     * The guards under which this thread has a call open, that of the innermost call first.
     *
     * <p>Few recorders ask, so it is for them to look and to sort: those that do not ask pay nothing.
     */
    public static int[] open() {
        Phase3Bridge thread = THREADS.get();
        return thread == null ? new int[0] : thread.latestFirst();
    }

    private int[] latestFirst() {
        int[] open = new int[0];
        for (int guard = 0; guard < closed.length; guard++) {
            if (closed[guard]) {
                int place = open.length;
                open = Arrays.copyOf(open, place + 1);
                // Where the clock stood still between two: what is called inside is mostly woven later.
                while (place > 0 && starts[guard] - starts[open[place - 1]] >= 0) {
                    open[place] = open[place - 1];
                    place--;
                }
                open[place] = guard;
            }
        }
        return open;
    }

    /**
     * Called last in a woven method whose recorder needs no value but what was thrown.
     *
     * @param call what {@code enter} returned, not null, with its guard open again
     */
    public static void exit(int site, int guard, Phase3Bridge call, Throwable thrown) {
        long nanos = System.nanoTime() - call.starts[guard];
        if (thrown == null) {
            // The slot is empty already, and a store of a reference is not free.
            call.record(sites[site], call.frame, nanos);
        } else {
            call.frame[0] = thrown;
            call.record(sites[site], call.frame, nanos);
            call.frame[0] = null;
        }
    }

    /** The same for a method whose recorder reads up to four values. */
    public static void exit(
            int site,
            int guard,
            Phase3Bridge call,
            Throwable thrown,
            Object value1,
            Object value2,
            Object value3,
            Object value4) {
        long nanos = System.nanoTime() - call.starts[guard];
        Object[] frame = call.frame;
        frame[0] = thrown;
        frame[3] = value1;
        frame[4] = value2;
        frame[5] = value3;
        frame[6] = value4;
        call.record(sites[site], frame, nanos);
        // Nothing of the application is kept alive by the agent.
        frame[0] = frame[3] = frame[4] = frame[5] = frame[6] = null;
    }

    /**
     * The same for a method whose recorder reads more values, or whose call has opened a scope.
     *
     * @param frame of its own, with all values; slot 0 then holds what the caller gets in the result's place, or null
     */
    public static void exit(int site, int guard, Phase3Bridge call, Throwable thrown, Object[] frame) {
        long nanos = System.nanoTime() - call.starts[guard];
        frame[0] = thrown;
        frame[1] = call.number;
        frame[2] = call.frame[2];
        call.record(sites[site], frame, nanos);
    }

    /** The same for a call that no woven method made: the recorder's own. */
    public static void exit(
            ObjLongConsumer<Object[]> recorder, int guard, Phase3Bridge call, Throwable thrown, Object[] frame) {
        long nanos = System.nanoTime() - call.starts[guard];
        call.closed[guard] = false;
        frame[0] = thrown;
        frame[1] = call.number;
        frame[2] = call.frame[2];
        call.record(recorder, frame, nanos);
    }

    /**
     * Asks the recorder of a site, which must be able to answer, what takes the place of an argument.
     *
     * @return null if this is no call; the argument itself if nothing takes its place
     */
    @SuppressWarnings("unchecked")
    public static Object replace(int site, Object argument) {
        try {
            return ((UnaryOperator<Object>) sites[site]).apply(argument);
        } catch (Throwable lost) {
            return argument;
        }
    }

    private void record(ObjLongConsumer<Object[]> recorder, Object[] frame, long nanos) {
        recording = true;
        try {
            recorder.accept(frame, nanos);
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

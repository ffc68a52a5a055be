package io.phase3.agent.record;

import java.util.function.ObjLongConsumer;

/** The calls that the current thread has open, as the bridge knows them. */
public interface OpenCalls {
    /** The guards under which calls are open, that of the innermost call first. */
    int[] guards();

    /** Begins a call that no woven method makes; null if it does not count. */
    Object enter(int guard);

    /**
     * Ends it and tells the recorder.
     *
     * @param call what {@code enter} gave, not null
     * @param frame of its own, with all values
     */
    void exit(ObjLongConsumer<Object[]> recorder, int guard, Object call, Throwable thrown, Object[] frame);
}

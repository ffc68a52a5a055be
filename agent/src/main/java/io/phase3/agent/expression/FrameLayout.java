package io.phase3.agent.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which values of a call its woven probe hands over, and where in the frame each stands.
 *
 * <p>A frame is an {@code Object[]}: slot 0 always holds what the call threw, or null, slot 1 the number of the thread
 * that made it, slot 2 the innermost scope that the thread has open, or null; the values that the expressions of one
 * site read follow, each once. Built by one thread while weaving.
 */
public final class FrameLayout {
    /**
     * The slot of the thrown exception. After the recorder has taken a call whose result may be replaced, it holds what the
     * caller gets in the result's place, or null.
     */
    public static final int THROWN = 0;

    /** The same slot under the other meaning. */
    public static final int REPLACEMENT = THROWN;

    /** The slot of the thread's number: threads are counted from 0 in the order in which they were first seen. */
    public static final int THREAD = 1;

    /** The slot of the innermost open scope: what an outer call of the thread says about the calls inside it. */
    public static final int SCOPE = 2;

    /** The slot of the first value. */
    public static final int FIRST_VALUE = 3;

    private final List<Source> sources = new ArrayList<>();

    /** The number of the thread that made the call. */
    public static int thread(Object[] frame) {
        return (Integer) frame[THREAD];
    }

    /** The slot of the source, allotted on first use. */
    public int slotOf(Source source) {
        int index = sources.indexOf(source);
        if (index < 0) {
            index = sources.size();
            sources.add(source);
        }
        return FIRST_VALUE + index;
    }

    /** A layout of its own that starts with the same slots. */
    FrameLayout copy() {
        FrameLayout copy = new FrameLayout();
        copy.sources.addAll(sources);
        return copy;
    }

    /** The sources in the order of their slots; the first stands in {@link #FIRST_VALUE}. */
    public List<Source> sources() {
        return Collections.unmodifiableList(sources);
    }
}

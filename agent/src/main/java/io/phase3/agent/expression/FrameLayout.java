package io.phase3.agent.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which values of a call its woven probe hands over, and where in the frame each stands.
 *
 * <p>A frame is an {@code Object[]}: slot 0 always holds what the call threw, or null; the values that the expressions
 * of one site read follow from slot 1, each once. Built by one thread while weaving.
 */
public final class FrameLayout {
    /** The slot of the thrown exception. */
    public static final int THROWN = 0;

    private final List<Source> sources = new ArrayList<>();

    /** The slot of the source, allotted on first use. */
    public int slotOf(Source source) {
        int index = sources.indexOf(source);
        if (index < 0) {
            index = sources.size();
            sources.add(source);
        }
        return index + 1;
    }

    /** A layout of its own that starts with the same slots. */
    FrameLayout copy() {
        FrameLayout copy = new FrameLayout();
        copy.sources.addAll(sources);
        return copy;
    }

    /** The sources in the order of their slots; the first stands in slot 1. */
    public List<Source> sources() {
        return Collections.unmodifiableList(sources);
    }
}

package io.phase3.agent.expression;

import java.lang.reflect.Array;
import java.util.Map;

/** Looks for a value among those of a path with {@code [*]}; serves one evaluation. */
final class ElementsSearch {
    /** How many elements are visited at most: enough for any conversation, few enough for the application's thread. */
    static final int MOST_VISITED = 10_000;

    /** The element itself: every step but the first reads from a frame that holds nothing else. */
    static final Term ELEMENT = new SlotTerm(0);

    private final Term[] steps;
    private final Object wanted;
    private int visited;

    /**
     * @param steps the first reads a collection from the call's frame, each further one a collection from an element, the
     *     last one the value
     * @param wanted what to look for; null for any value that is not absent
     */
    ElementsSearch(Term[] steps, Object wanted) {
        this.steps = steps;
        this.wanted = wanted;
    }

    boolean finds(Object[] frame) {
        return finds(0, frame);
    }

    private boolean finds(int step, Object[] frame) {
        Object value = steps[step].read(frame);
        if (value == null) {
            return false;
        }
        if (step < steps.length - 1) {
            return value.getClass().isArray() ? findsInArray(step + 1, value) : findsIn(step + 1, iterable(value));
        }
        return wanted == null || EqualityTerm.same(value, wanted);
    }

    private boolean findsInArray(int step, Object array) {
        int length = Array.getLength(array);
        for (int i = 0; i < length && visited < MOST_VISITED; i++) {
            if (visit(step, Array.get(array, i))) {
                return true;
            }
        }
        return false;
    }

    private boolean findsIn(int step, Iterable<?> elements) {
        for (Object element : elements) {
            if (visited == MOST_VISITED) {
                return false;
            }
            if (visit(step, element)) {
                return true;
            }
        }
        return false;
    }

    private boolean visit(int step, Object element) {
        visited++;
        return finds(step, new Object[] {element});
    }

    private static Iterable<?> iterable(Object value) {
        if (value instanceof Map) {
            return ((Map<?, ?>) value).values();
        }
        if (value instanceof Iterable) {
            return (Iterable<?>) value;
        }
        throw EvaluationFailure.notA("a list, an array, a map or another Iterable", value);
    }
}

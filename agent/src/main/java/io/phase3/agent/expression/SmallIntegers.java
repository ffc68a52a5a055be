package io.phase3.agent.expression;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Boxes of integers from 0 to 1023, made once. */
final class SmallIntegers {
    static final MethodHandle BOX = box();

    private static final Integer[] BOXES = new Integer[1024];

    static {
        for (int i = 0; i < BOXES.length; i++) {
            BOXES[i] = i;
        }
    }

    private SmallIntegers() {}

    static Integer of(int value) {
        return value >= 0 && value < BOXES.length ? BOXES[value] : Integer.valueOf(value);
    }

    private static MethodHandle box() {
        try {
            return MethodHandles.lookup()
                    .findStatic(SmallIntegers.class, "of", MethodType.methodType(Integer.class, int.class));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}

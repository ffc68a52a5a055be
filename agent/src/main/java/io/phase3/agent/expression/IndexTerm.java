package io.phase3.agent.expression;

import java.lang.reflect.Array;
import java.util.List;

/** {@code owner[index]}, absent past the end. */
final class IndexTerm extends Term.Fallible {
    private final Term owner;
    private final int index;

    IndexTerm(Term owner, int index, Failures failures) {
        super(failures);
        this.owner = owner;
        this.index = index;
    }

    @Override
    Object attempt(Object[] frame) {
        Object object = owner.read(frame);
        return object == null ? null : Optionals.unwrapped(element(object));
    }

    private Object element(Object object) {
        if (object instanceof List) {
            List<?> list = (List<?>) object;
            return index < list.size() ? list.get(index) : null;
        }
        if (object instanceof Object[]) {
            Object[] array = (Object[]) object;
            return index < array.length ? array[index] : null;
        }
        if (object.getClass().isArray()) {
            return index < Array.getLength(object) ? Array.get(object, index) : null;
        }
        throw EvaluationFailure.notA("a list or an array", object);
    }
}

package io.phase3.agent.expression;

import java.util.List;

/** {@code many == wanted} and {@code many != null}: whether any value of a path with {@code [*]} is wanted. */
final class AnyTerm extends Term.Fallible {
    private final Term[] steps;
    private final Term wanted;

    /**
     * @param steps as in {@link ElementsSearch}
     * @param wanted gives what to look for; null if any value will do that is not absent
     */
    AnyTerm(List<Term> steps, Term wanted, Failures failures) {
        super(failures);
        this.steps = steps.toArray(new Term[0]);
        this.wanted = wanted;
    }

    @Override
    Object attempt(Object[] frame) {
        if (wanted == null) {
            return new ElementsSearch(steps, null).finds(frame);
        }
        Object value = wanted.read(frame);
        return value == null ? null : new ElementsSearch(steps, value).finds(frame);
    }
}

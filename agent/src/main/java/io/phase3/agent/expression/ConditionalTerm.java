package io.phase3.agent.expression;

/** {@code condition ? then : otherwise} */
final class ConditionalTerm extends Term.Fallible {
    private final Term condition;
    private final Term then;
    private final Term otherwise;

    ConditionalTerm(Term condition, Term then, Term otherwise, Failures failures) {
        super(failures);
        this.condition = condition;
        this.then = then;
        this.otherwise = otherwise;
    }

    @Override
    Object attempt(Object[] frame) {
        Boolean value = Conditions.of(condition.read(frame));
        return value == null ? null : value ? then.read(frame) : otherwise.read(frame);
    }
}

package io.phase3.agent.expression;

/** {@code owner.property} */
final class PropertyTerm extends Term.Fallible {
    private final Term owner;
    private final Property property;

    PropertyTerm(Term owner, Property property, Failures failures) {
        super(failures);
        this.owner = owner;
        this.property = property;
    }

    @Override
    Object attempt(Object[] frame) throws Throwable {
        Object object = owner.read(frame);
        return object == null
                ? null
                : Optionals.unwrapped(property.of(object.getClass()).read(object));
    }
}

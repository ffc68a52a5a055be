package io.phase3.agent.expression;

/** {@code mdc('key')} */
final class MdcTerm extends Term.Fallible {
    private static final Mdc MDC = new Mdc();

    private final String key;

    MdcTerm(String key, Failures failures) {
        super(failures);
        this.key = key;
    }

    @Override
    Object attempt(Object[] frame) throws Throwable {
        return MDC.get(key);
    }
}

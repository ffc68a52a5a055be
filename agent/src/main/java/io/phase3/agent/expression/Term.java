package io.phase3.agent.expression;

/** Reads a part of an expression's value out of a call's frame; immutable, shared by all threads. */
abstract class Term {
    /** The value, never an {@link java.util.Optional}; null if it is absent. */
    abstract Object read(Object[] frame);

    /** A term whose work may fail, which makes its value absent and is reported. */
    abstract static class Fallible extends Term {
        private final Failures failures;

        Fallible(Failures failures) {
            this.failures = failures;
        }

        /** May throw whatever the application's code throws. */
        abstract Object attempt(Object[] frame) throws Throwable;

        @Override
        final Object read(Object[] frame) {
            try {
                return attempt(frame);
            } catch (Throwable failure) {
                failures.failed(failure);
                return null;
            }
        }
    }
}

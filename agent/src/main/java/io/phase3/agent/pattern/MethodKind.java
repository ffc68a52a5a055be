package io.phase3.agent.pattern;

import net.bytebuddy.description.method.MethodDescription;

/** What every pattern demands without saying so: a method that someone wrote, with code that can be measured. */
final class MethodKind implements Part {
    private static final int ORDINAL = 6;

    private final String source;

    MethodKind(String source) {
        this.source = source;
    }

    @Override
    public boolean accepts(MethodDescription.InDefinedShape method) {
        return objection(method) == null;
    }

    @Override
    public Mismatch refusal(MethodDescription.InDefinedShape method) {
        return new Mismatch(source, objection(method), ORDINAL);
    }

    private static String objection(MethodDescription.InDefinedShape method) {
        if (method.isConstructor()) {
            return "constructors cannot be measured: what is thrown before super(..) returns cannot be caught";
        }
        if (method.isTypeInitializer()) {
            return "static initialisers cannot be measured";
        }
        if (method.isBridge()) {
            return "the method is a bridge of the compiler to the method that was written; match that one";
        }
        if (method.isSynthetic()) {
            return "the method is synthetic: the compiler made it, nobody wrote it";
        }
        if (method.isAbstract()) {
            return "the method is abstract: there is no code to measure; match the types that implement it with '+'";
        }
        return method.isNative() ? "the method is native: there is no code to measure" : null;
    }
}

package io.phase3.agent.weave;

import io.phase3.agent.expression.Source;
import io.phase3.agent.type.AsyncType;
import java.util.List;
import java.util.OptionalInt;

/** One woven method under one rule: the constants in its probe, and the values it hands over. */
final class Site {
    private final int id;
    private final int guard;
    private final List<Source> sources;
    private final boolean opensScope;
    private final AsyncType async;
    private final OptionalInt handler;
    private final boolean atEntry;

    /**
     * A site.
     *
     * @param id finds the recorder
     * @param guard tells nested calls from outer ones
     * @param sources the values that a frame holds, in the order of their slots
     * @param opensScope whether what the call says holds for the calls inside it
     * @param async how the end of calls can be seen that go on after the method has returned
     * @param handler the argument whose calls are meant, not those of the method
     * @param atEntry whether it is recorded before the method runs, which may use up what the expressions read
     */
    Site(
            int id,
            int guard,
            List<Source> sources,
            boolean opensScope,
            AsyncType async,
            OptionalInt handler,
            boolean atEntry) {
        this.id = id;
        this.guard = guard;
        this.sources = sources;
        this.opensScope = opensScope;
        this.async = async;
        this.handler = handler;
        this.atEntry = atEntry;
    }

    int id() {
        return id;
    }

    int guard() {
        return guard;
    }

    List<Source> sources() {
        return sources;
    }

    boolean opensScope() {
        return opensScope;
    }

    OptionalInt handler() {
        return handler;
    }

    AsyncType async() {
        return async;
    }

    boolean atEntry() {
        return atEntry;
    }
}

package io.phase3.agent.weave;

import io.phase3.agent.expression.Source;
import java.util.List;

/** One woven method under one rule: the constants in its probe, and the values it hands over. */
final class Site {
    private final int id;
    private final int guard;
    private final List<Source> sources;
    private final boolean opensScope;

    /**
     * A site.
     *
     * @param id finds the recorder
     * @param guard tells nested calls from outer ones
     * @param sources the values that a frame holds, in the order of their slots
     * @param opensScope whether what the call says holds for the calls inside it
     */
    Site(int id, int guard, List<Source> sources, boolean opensScope) {
        this.id = id;
        this.guard = guard;
        this.sources = sources;
        this.opensScope = opensScope;
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
}

package io.phase3.agent.record;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Knows what the calls say that a thread has open.
 *
 * <p>Of an open call only its guard is known, which methods of several rules may share.
 */
final class EnclosingCalls {
    private final Supplier<int[]> open;
    private final Map<Integer, Set<Enclosing>> said = new HashMap<>();
    /** By guard id; null for calls that say nothing. Replaced as a whole when it changes. */
    private volatile Enclosing[] byGuard = {};

    /** @param open the guards that the current thread has open, that of the innermost call first */
    EnclosingCalls(Supplier<int[]> open) {
        this.open = open;
    }

    /** Keeps what a call under the guard may say. */
    synchronized void keep(int guard, Enclosing call) {
        Set<Enclosing> calls = said.computeIfAbsent(guard, absent -> new HashSet<>());
        if (calls.add(call)) {
            Enclosing[] changed = Arrays.copyOf(byGuard, Math.max(byGuard.length, guard + 1));
            changed[guard] = Enclosing.anyOf(calls);
            byGuard = changed;
        }
    }

    /** What the calls say that the current thread has open. */
    Enclosing ofThisThread() {
        Enclosing[] known = byGuard;
        Enclosing all = Enclosing.NONE;
        for (int guard : open.get()) {
            if (guard < known.length && known[guard] != null) {
                all = all.inside(known[guard]);
            }
        }
        return all;
    }
}

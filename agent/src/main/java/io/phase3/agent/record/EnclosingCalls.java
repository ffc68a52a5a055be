package io.phase3.agent.record;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Knows what the calls say that a thread has open.
 *
 * <p>Of an open call only its guard is known, which methods of several rules may share.
 */
final class EnclosingCalls {
    private final Supplier<int[]> open;
    private final Map<Integer, Map<String, Set<Enclosing>>> said = new HashMap<>();
    private final Map<Integer, Set<String>> outdated = new HashMap<>();
    /** By guard id; null for calls that say nothing. Replaced as a whole when it changes. */
    private volatile Enclosing[] byGuard = {};

    /** @param open the guards that the current thread has open, that of the innermost call first */
    EnclosingCalls(Supplier<int[]> open) {
        this.open = open;
    }

    /** Keeps what a call under the guard may say, beside what else is known of the rule. */
    synchronized void keep(int guard, String rule, Enclosing call) {
        Map<String, Set<Enclosing>> rules = said.computeIfAbsent(guard, absent -> new HashMap<>());
        Set<Enclosing> calls = rules.computeIfAbsent(rule, absent -> new HashSet<>());
        if (outdated.getOrDefault(guard, Collections.emptySet()).remove(rule)) {
            calls.clear();
        }
        if (calls.add(call)) {
            Enclosing[] changed = Arrays.copyOf(byGuard, Math.max(byGuard.length, guard + 1));
            changed[guard] =
                    Enclosing.anyOf(rules.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
            byGuard = changed;
        }
    }

    /** Has what calls of the rules say from now on take the place of what they have said so far. */
    synchronized void outdate(Collection<String> rules) {
        said.forEach((guard, known) -> rules.stream()
                .filter(known::containsKey)
                .forEach(rule -> outdated.computeIfAbsent(guard, absent -> new HashSet<>())
                        .add(rule)));
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

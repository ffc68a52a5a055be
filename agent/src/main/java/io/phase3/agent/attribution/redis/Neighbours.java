package io.phase3.agent.attribution.redis;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Says once per kind of key that somebody else keeps values under keys of this kind. */
final class Neighbours {
    private final String name;
    private final Consumer<String> problems;
    private final Set<String> told = new HashSet<>();

    /** @param name of Redis in messages */
    Neighbours(String name, Consumer<String> problems) {
        this.name = name;
        this.problems = problems;
    }

    /** @param keys what the keys begin with */
    void met(String keys) {
        if (told.add(keys)) {
            problems.accept(name + " has another application's values under keys that begin with " + keys
                    + "; attribution.touches.redis.key-prefix must be used by Phase 3 alone");
        }
    }
}

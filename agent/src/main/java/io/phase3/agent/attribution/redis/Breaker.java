package io.phase3.agent.attribution.redis;

import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Keeps hands off a Redis that is away, longer after each attempt, and says once why it is and when it is back. */
final class Breaker {
    private static final long SHORTEST = 1_000;
    private static final long LONGEST = 30_000;

    private final String name;
    private final String meanwhile;
    private final Clock clock;
    private final Consumer<String> problems;
    private final Consumer<String> notices;
    private final Set<String> told = new HashSet<>();

    private boolean open;
    private String reason = "";
    private long openedAt;
    private long lastFailure;
    private long delay;
    private long closedAt;

    /**
     * A breaker for a Redis that is not known to be away.
     *
     * @param name of Redis in messages
     * @param meanwhile what becomes of things while it is away, as a part of a sentence
     */
    Breaker(String name, String meanwhile, Clock clock, Consumer<String> problems, Consumer<String> notices) {
        this.name = name;
        this.meanwhile = meanwhile;
        this.clock = clock;
        this.problems = problems;
        this.notices = notices;
    }

    /** Whether Redis was away when last asked. */
    boolean isOpen() {
        return open;
    }

    /** Whether to ask Redis now. A clock that was set back must not make it wait for what it takes the clock to return. */
    boolean mayTry() {
        long now = clock.millis();
        return !open || now - lastFailure >= delay || now < lastFailure;
    }

    /** Why Redis was away when last asked. */
    String reason() {
        return reason;
    }

    /** Redis did not do what it was asked to do. */
    void failed(Trouble trouble) {
        lastFailure = clock.millis();
        // Coming and going is no better than being away.
        boolean flickering = delay > 0 && lastFailure >= closedAt && lastFailure - closedAt < LONGEST;
        delay = open || flickering ? Math.min(2 * delay, LONGEST) : SHORTEST;
        if (!open) {
            open = true;
            openedAt = lastFailure;
            told.clear();
        }
        reason = name + ' ' + trouble.getMessage();
        if (told.add(reason)) {
            problems.accept(reason + "; " + meanwhile + "; trying again every 1 to 30 seconds");
        }
    }

    /**
     * Redis did all that it was asked to do.
     *
     * @param waited what had to wait for it, as a part of a sentence
     */
    void succeeded(String waited) {
        if (open) {
            open = false;
            closedAt = clock.millis();
            notices.accept(
                    name + " is back after " + Math.max(0, (closedAt - openedAt + 500) / 1000) + " s; " + waited);
        }
    }
}

package io.phase3.monitor.stack;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Ends processes that need not be children: asks, waits, and insists. */
final class Ending {
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration GRACE = Duration.ofSeconds(20);
    /** A supervisor gives each of its parts a grace. */
    private static final Duration GRACE_OF_ALL = GRACE.multipliedBy(Part.values().length + 1);

    private Ending() {}

    /** Ends the supervisor, which ends its parts, and then whatever is left of them. */
    static void end(StackState state) throws InterruptedException {
        end(state.livingSupervisor().stream().toList(), GRACE_OF_ALL);
        end(state.livingParts(), GRACE);
    }

    private static void end(List<ProcessId> processes, Duration grace) throws InterruptedException {
        processes.forEach(each -> each.alive().ifPresent(ProcessHandle::destroy));
        if (!haveEnded(processes, grace)) {
            processes.forEach(each -> each.alive().ifPresent(ProcessHandle::destroyForcibly));
            haveEnded(processes, GRACE);
        }
    }

    private static boolean haveEnded(List<ProcessId> processes, Duration limit) throws InterruptedException {
        long begin = System.nanoTime();
        while (processes.stream().anyMatch(ProcessId::isAlive)) {
            if (System.nanoTime() - begin > limit.toNanos()) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
        return true;
    }
}

package io.phase3.monitor.stack;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What {@code stack.json} says: what was chosen, and which processes it is now.
 *
 * @param supervisor null until it has begun, and where Docker Compose does its work
 * @param parts those that were started
 */
record StackState(Setup setup, ProcessId supervisor, Map<Part, PartState> parts) {

    StackState {
        parts = new TreeMap<>(parts);
    }

    /**
     * One part.
     *
     * @param process the last that was started, which may have ended; null if there was none
     * @param restarts how many times it ended by itself, and was or will be started again
     * @param lastEnd how it ended the last time; null if never
     */
    record PartState(ProcessId process, int restarts, String lastEnd) {
        static final PartState NOT_STARTED = new PartState(null, 0, null);

        /** Its process, while it lives. */
        Optional<ProcessId> living() {
            return Optional.ofNullable(process).filter(ProcessId::isAlive);
        }
    }

    /** Chosen, and not started yet. */
    static StackState of(Setup setup) {
        return new StackState(setup, null, Map.of());
    }

    PartState part(Part part) {
        return parts.getOrDefault(part, PartState.NOT_STARTED);
    }

    /** Who watches the parts, while it lives. */
    Optional<ProcessId> livingSupervisor() {
        return Optional.ofNullable(supervisor).filter(ProcessId::isAlive);
    }

    /** The processes of parts that live. */
    List<ProcessId> livingParts() {
        return parts.values().stream()
                .map(PartState::process)
                .filter(Objects::nonNull)
                .filter(ProcessId::isAlive)
                .toList();
    }
}

package io.phase3.agent.attribution;

import io.phase3.agent.attribution.journal.Entry;
import java.util.Objects;

/** What is to be settled: an entry of the journal that is not written yet, or pending there. Immutable. */
final class Unsettled {
    private final Entry entry;
    private final String origin;
    private final boolean pending;

    private Unsettled(Entry entry, String origin, boolean pending) {
        this.entry = entry;
        this.origin = origin;
        this.pending = pending;
    }

    /** What was just reported by the origin. */
    static Unsettled reported(Entry entry, String origin) {
        return new Unsettled(entry, origin, false);
    }

    /** What stands in the journal as pending. */
    static Unsettled pending(Entry entry, String origin) {
        return new Unsettled(entry, origin, true);
    }

    Entry entry() {
        return entry;
    }

    /** Who reported it, for messages. */
    String origin() {
        return origin;
    }

    /** Whether the journal has it as pending, and has to be told what becomes of it. */
    boolean isPending() {
        return pending;
    }

    /** What makes it count once. */
    Object identity() {
        return new Identity(entry.kind(), entry.id());
    }

    private static final class Identity {
        private final Entry.Kind kind;
        private final String id;

        Identity(Entry.Kind kind, String id) {
            this.kind = kind;
            this.id = id;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Identity && ((Identity) other).kind == kind && ((Identity) other).id.equals(id);
        }

        @Override
        public int hashCode() {
            return Objects.hash(kind, id);
        }
    }
}

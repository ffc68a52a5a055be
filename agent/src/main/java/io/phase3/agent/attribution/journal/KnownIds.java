package io.phase3.agent.attribution.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which ids stand in the journal, and where the line is that counts. */
final class KnownIds {
    private static final int OFFSET_BITS = 40;
    private static final int FILE_BITS = 21;
    private static final long VOID = 1L << (OFFSET_BITS + FILE_BITS);
    private static final long COUNTED = VOID << 1;

    private final IdIndex index;
    private final List<Path> files = new ArrayList<>();

    KnownIds(int most) {
        index = new IdIndex(most);
    }

    int size() {
        return index.size();
    }

    boolean isFull() {
        return index.isFull();
    }

    private boolean contains(Fingerprint id) {
        return index.get(id) != IdIndex.NOWHERE;
    }

    /** Whether the id counts, or still may: one that became void may be tried again. */
    boolean isTaken(Fingerprint id) {
        return contains(id) && (index.get(id) & VOID) == 0;
    }

    boolean isCounted(Fingerprint id) {
        return isCounted(index.get(id));
    }

    private static boolean isCounted(long place) {
        return place != IdIndex.NOWHERE && (place & COUNTED) != 0;
    }

    /**
     * Adds an entry that is newer than all others; once an id is counted, it stays so.
     *
     * @param offset where the entry's line begins in the file, in bytes
     */
    void add(Entry entry, Path file, long offset) {
        add(Fingerprint.of(entry.kind(), entry.id()), place(entry, file, offset));
    }

    private void add(Fingerprint id, long place) {
        if (!isCounted(id)) {
            index.put(id, place);
        }
    }

    private long place(Entry entry, Path file, long offset) {
        if (files.isEmpty() || !files.get(files.size() - 1).equals(file)) {
            files.add(file);
        }
        return flag(entry.state()) | (long) (files.size() - 1) << OFFSET_BITS | offset;
    }

    private static long flag(Entry.State state) {
        if (state == Entry.State.COUNTED) {
            return COUNTED;
        }
        return state == Entry.State.VOID ? VOID : 0;
    }

    /** Adds all of a day that is older than the others. */
    void addOlder(KnownIds day) {
        int before = files.size();
        files.addAll(day.files);
        day.index.forEachFromNewest((id, place) -> {
            long moved = place + ((long) before << OFFSET_BITS);
            if (!contains(id)) {
                index.putOldest(id, moved);
            } else if (isCounted(moved)) {
                add(id, moved);
            }
        });
    }

    /** The entry that counted, read from its file; empty if there is none, or its file is gone. */
    Optional<Entry> counted(Entry.Kind kind, String id) throws IOException {
        long place = index.get(Fingerprint.of(kind, id));
        if (!isCounted(place)) {
            return Optional.empty();
        }
        Path file = files.get((int) ((place & ~COUNTED) >> OFFSET_BITS));
        try (Lines lines = new Lines(file, place & ((1L << OFFSET_BITS) - 1))) {
            return lines.next()
                    ? Optional.of(lines.entry()).filter(entry -> isCounted(entry, kind, id))
                    : Optional.empty();
        } catch (NoSuchFileException | MalformedEntryException deletedOrOverwritten) {
            return Optional.empty();
        } catch (IOException e) {
            throw Reason.explained("cannot read " + file, e);
        }
    }

    private static boolean isCounted(Entry entry, Entry.Kind kind, String id) {
        return entry.kind() == kind && entry.id().equals(id) && entry.state() == Entry.State.COUNTED;
    }
}

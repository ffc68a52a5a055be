package io.phase3.agent.attribution.journal;

import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The files of the slot that a journal has, and how many bytes of each are on the disk; a new one whenever the journal
 * opens a file. The journal's thread lets it grow, any thread may look.
 */
final class SlotFiles {
    private final JournalDirectory directory;
    private final int slot;
    private final String owner;
    private final DayFile current;
    private final NavigableMap<DayFile, Long> lengths;

    /**
     * The files as they are when one of them is opened.
     *
     * @param lengths of all files of the slot, before housekeeping deletes any
     */
    SlotFiles(JournalDirectory directory, Slot slot, NavigableMap<DayFile, Long> lengths, OwnFile opened) {
        this.directory = directory;
        this.slot = slot.number();
        this.owner = slot.owner();
        this.current = opened.name();
        this.lengths = new ConcurrentSkipListMap<>(lengths);
        reached(opened.length());
    }

    /** The opened file is on the disk up to here, which is the end of a line. */
    void reached(long length) {
        lengths.put(current, length);
    }

    JournalDirectory directory() {
        return directory;
    }

    int slot() {
        return slot;
    }

    String owner() {
        return owner;
    }

    /** The file that the journal has opened. */
    DayFile current() {
        return current;
    }

    /** In bytes, oldest file first. */
    NavigableMap<DayFile, Long> lengths() {
        return lengths;
    }
}

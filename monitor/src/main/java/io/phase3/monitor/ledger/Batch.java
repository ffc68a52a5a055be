package io.phase3.monitor.ledger;

import io.phase3.agent.attribution.journal.Entry;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** What one transaction brings into the ledger: the entries that count, and the lines that are none. Filled by one thread. */
final class Batch {
    /** However few entries: lines may be as long as 1 MB. */
    private static final int LARGEST = 16 << 20;

    private final int most;
    private final CopyRows rows = new CopyRows();
    private final List<Rejection> rejections = new ArrayList<>();
    private int lines;
    private int entries;

    /** @param most how many lines it takes */
    Batch(int most) {
        this.most = most;
    }

    /** A line that is no entry. What it says is not kept: it may be personal. */
    record Rejection(String journal, String file, long position, String reason) {}

    /** Takes an entry; one that is pending or void becomes no row. */
    void add(String journal, Entry entry) {
        lines++;
        if (entry.state() == Entry.State.COUNTED) {
            EntryRow.append(rows, journal, entries++, entry);
        }
    }

    void reject(Rejection rejection) {
        lines++;
        rejections.add(rejection);
    }

    boolean isFull() {
        return lines >= most || rows.size() >= LARGEST;
    }

    /** How many lines it has taken. */
    int lines() {
        return lines;
    }

    /** How many of them count. */
    int entries() {
        return entries;
    }

    List<Rejection> rejections() {
        return rejections;
    }

    /** The entries that count, for {@link EntryRow#TABLE}. */
    InputStream rows() {
        return rows.toStream();
    }
}

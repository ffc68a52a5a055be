package io.phase3.agent.attribution.journal;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** Entries that go to the disk together. */
final class Batch {
    private final List<Entry> entries;
    private final int[] offsets;
    private final byte[] bytes;

    /** @throws IllegalArgumentException if no reader would take one of them */
    Batch(List<Entry> entries) {
        this.entries = entries;
        offsets = new int[entries.size()];
        ByteArrayOutputStream lines = new ByteArrayOutputStream(512 * entries.size());
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = lines.size();
            byte[] line = EntryFormat.line(entries.get(i));
            lines.write(line, 0, line.length);
        }
        bytes = lines.toByteArray();
    }

    byte[] bytes() {
        return bytes;
    }

    /** Shows the entries, each with where its line begins. */
    void forEach(FileEntries.Reader reader) {
        for (int i = 0; i < offsets.length; i++) {
            reader.read(entries.get(i), offsets[i]);
        }
    }
}

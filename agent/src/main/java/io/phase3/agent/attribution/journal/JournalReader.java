package io.phase3.agent.attribution.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads a directory of journals, which JVMs may be writing at the same time. */
public final class JournalReader {
    private JournalReader() {}

    /**
     * The files of all days and slots, oldest first.
     *
     * @throws IOException if the directory cannot be read; the message says which, and why
     */
    public static List<JournalFile> files(Path directory) throws IOException {
        JournalDirectory journals = new JournalDirectory(directory);
        return journals.files().stream()
                .map(file -> new JournalFile(journals.resolve(file)))
                .collect(Collectors.toList());
    }

    /**
     * The entry of a line that comes from elsewhere than a file.
     *
     * @param line without its end
     * @throws MalformedEntryException if it is none
     */
    public static Entry entry(String line) throws MalformedEntryException {
        return EntryParser.parse(line);
    }

    /**
     * Reads all entries of all slots in the order of their days; of one day, slot after slot.
     *
     * @param problems told of lines and files that cannot be read: {@code file: line: reason}
     * @throws IOException if the directory or a file cannot be read; the message says what and where
     */
    public static void read(Path directory, Consumer<Entry> entries, Consumer<String> problems) throws IOException {
        JournalDirectory journals = new JournalDirectory(directory);
        for (DayFile file : journals.files()) {
            FileEntries.read(journals.resolve(file), (entry, offset) -> entries.accept(entry), problems);
        }
    }

    /**
     * Reads the entries that count, each kind and id once, in the order of their days: pending ones only as what they
     * became, void ones not at all. Remembers some 40 bytes an entry.
     *
     * @param problems told of lines and files that cannot be read: {@code file: line: reason}
     * @throws IOException if the directory or a file cannot be read; the message says what and where
     */
    public static void readCounted(Path directory, Consumer<Entry> entries, Consumer<String> problems)
            throws IOException {
        IdIndex counted = new IdIndex(IdIndex.MOST);
        Consumer<Entry> once = entry -> {
            Fingerprint id = Fingerprint.of(entry.kind(), entry.id());
            if (entry.state() == Entry.State.COUNTED && counted.get(id) == IdIndex.NOWHERE) {
                counted.put(id, 0);
                entries.accept(entry);
            }
        };
        read(directory, once, problems);
    }
}

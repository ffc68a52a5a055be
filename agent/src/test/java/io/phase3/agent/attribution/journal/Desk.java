package io.phase3.agent.attribution.journal;

import io.phase3.agent.attribution.model.Split;
import io.phase3.agent.config.Attribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A directory of journals on a day that the test turns, with all problems that were told. */
final class Desk {
    static final int MOST_IDS = 100_000;
    static final String TODAY = "2026-11-23.jsonl";

    final Path directory;
    final List<String> problems = new ArrayList<>();
    Instant now = Instant.parse("2026-11-23T15:04:05.123Z");
    long maxBytes = 1L << 30;
    int mostIds = MOST_IDS;
    Duration retention = Duration.ofDays(400);
    Disk disk = Disk.REAL;

    Desk(Path directory) {
        this.directory = directory;
    }

    private final class DeskClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.ofHours(9);
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** A journal that is not open yet. */
    Journal closedJournal() {
        Attribution.Journal settings = new Attribution.Journal(
                directory.toString(),
                Duration.ofMillis(100),
                1000,
                maxBytes,
                retention,
                new Attribution.Stream(false, 1_000_000));
        return new Journal(settings, mostIds, new DeskClock(), problems::add, disk);
    }

    Journal journal() throws IOException {
        Journal journal = closedJournal();
        journal.open();
        return journal;
    }

    /** Opens a journal, writes each entry as a batch of its own, and closes it. */
    void write(Entry... entries) throws IOException {
        try (Journal journal = journal()) {
            for (Entry entry : entries) {
                journal.write(List.of(entry));
            }
        }
    }

    Entry.Builder sale(String id) {
        return Entry.of(Entry.Kind.CONVERSION, id)
                .time(now.toEpochMilli())
                .type("sale")
                .amount(10_00)
                .model("weights")
                .split(Split.whole("ai_coaching", 10_00));
    }

    Entry counted(String id) {
        return sale(id).build();
    }

    Entry pending(String id) {
        return sale(id).split(null).state(Entry.State.PENDING).build();
    }

    Entry voided(String id) {
        return sale(id).split(null).state(Entry.State.VOID).build();
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    String text(String name) throws IOException {
        return Files.readString(file(name));
    }

    /** The ids of all entries, in the order of the reader. */
    List<String> ids() throws IOException {
        List<String> ids = new ArrayList<>();
        JournalReader.read(directory, entry -> ids.add(entry.id()), problems::add);
        return ids;
    }

    List<String> files() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
    }
}

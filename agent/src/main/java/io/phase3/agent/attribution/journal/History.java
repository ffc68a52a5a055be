package io.phase3.agent.attribution.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What the days so far left to remember: read day by day, the newest first, until enough ids are known.
 *
 * <p>Ids come from the files of all slots. What is pending or recent comes from the own slot alone: the others may
 * belong to JVMs that live.
 */
final class History {
    private static final Duration RECENT = Duration.ofMinutes(10);
    private static final int MOST_RECENT = 10_000;

    private final JournalDirectory directory;
    private final int slot;
    private final int mostIds;
    private final Instant recentSince;
    private final Consumer<String> problems;
    private final KnownIds ids;
    private final Deque<Entry> pending = new ArrayDeque<>();
    private final Deque<Entry> recent = new ArrayDeque<>();
    private final Set<String> settled = new HashSet<>();

    History(JournalDirectory directory, int slot, int mostIds, Instant now, Consumer<String> problems) {
        this.directory = directory;
        this.slot = slot;
        this.mostIds = mostIds;
        this.problems = problems;
        recentSince = now.minus(RECENT);
        ids = new KnownIds(mostIds);
    }

    /** Reads the files, as many as are needed. */
    void read(Collection<DayFile> files) throws IOException {
        NavigableMap<LocalDate, List<DayFile>> days = new TreeMap<>();
        files.forEach(file ->
                days.computeIfAbsent(file.day(), day -> new ArrayList<>()).add(file));
        for (List<DayFile> day : days.descendingMap().values()) {
            if (ids.isFull()) {
                return;
            }
            new Day().read(day);
        }
    }

    KnownIds ids() {
        return ids;
    }

    /** What waits for its attribution, in the order in which it was written. */
    List<Entry> pending() {
        List<Entry> open = new ArrayList<>(pending);
        // Once any JVM has counted it, on whatever day, it must not count again.
        open.removeIf(entry -> ids.isCounted(Fingerprint.of(entry.kind(), entry.id())));
        return open;
    }

    /** What was counted in the last ten minutes, the newest 10,000 of it, in the order in which it was written. */
    List<Entry> recent() {
        return new ArrayList<>(recent);
    }

    /** One day of all slots. */
    private final class Day {
        private final KnownIds dayIds = new KnownIds(mostIds - ids.size());
        private final Map<String, Entry> dayPending = new LinkedHashMap<>();
        private final Deque<Entry> dayRecent = new ArrayDeque<>();
        private final Set<String> daySettled = new HashSet<>();

        void read(List<DayFile> files) throws IOException {
            for (DayFile file : files) {
                Path path = directory.resolve(file);
                FileEntries.read(
                        path,
                        (entry, offset) -> {
                            dayIds.add(entry, path, offset);
                            if (file.slot() == slot) {
                                addOwn(entry);
                            }
                        },
                        problems);
            }
            ids.addOlder(dayIds);
            prependPending();
            prependRecent();
            settled.addAll(daySettled);
        }

        private void addOwn(Entry entry) {
            String key = entry.kind() + ":" + entry.id();
            if (entry.state() == Entry.State.PENDING) {
                dayPending.put(key, entry);
                return;
            }
            dayPending.remove(key);
            if (entry.state() == Entry.State.VOID) {
                daySettled.add(key);
            } else if (!dayRecent.isEmpty()
                    || !Instant.ofEpochMilli(entry.time()).isBefore(recentSince)) {
                // What follows a recent entry was written later, even if it waited long and happened earlier.
                dayRecent.add(entry);
                if (dayRecent.size() > MOST_RECENT) {
                    dayRecent.remove();
                }
            }
        }

        private void prependPending() {
            dayPending.forEach((key, entry) -> daySettled.add(key));
            List<Map.Entry<String, Entry>> open = new ArrayList<>(dayPending.entrySet());
            for (int i = open.size() - 1; i >= 0; i--) {
                Entry entry = open.get(i).getValue();
                if (!settled.contains(open.get(i).getKey())) {
                    pending.addFirst(entry);
                }
            }
        }

        private void prependRecent() {
            while (!dayRecent.isEmpty() && recent.size() < MOST_RECENT) {
                recent.addFirst(dayRecent.removeLast());
            }
        }
    }
}

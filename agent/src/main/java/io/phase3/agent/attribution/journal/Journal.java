package io.phase3.agent.attribution.journal;

import io.phase3.agent.attribution.model.Split;
import io.phase3.agent.config.Attribution;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The append-only record of conversions: JSON lines, one file a day, each batch on the disk before it counts.
 *
 * <p>Used by one thread, but for a {@link JournalTail}.
 */
public final class Journal implements AutoCloseable {
    private final Attribution.Journal settings;
    private final int mostIds;
    private final Clock clock;
    private final Consumer<String> problems;
    private final Disk disk;
    private JournalDirectory directory;
    private Housekeeping housekeeping;
    private Recovery recovery;
    private Slot slot;
    private String owner;
    private OwnFile file;
    private SlotFiles files;
    private volatile Optional<SlotFiles> published = Optional.empty();
    private KnownIds known;
    private List<Entry> pending = Collections.emptyList();
    private List<Entry> recent = Collections.emptyList();

    /**
     * A journal that has touched no file yet.
     *
     * @param mostIds how many ids are remembered, at least 1
     * @param problems told, once each, of lines and files that are not as they should be
     */
    public Journal(Attribution.Journal settings, int mostIds, Clock clock, Consumer<String> problems) {
        this(settings, mostIds, clock, problems, Disk.REAL);
    }

    Journal(Attribution.Journal settings, int mostIds, Clock clock, Consumer<String> problems, Disk disk) {
        this.settings = settings;
        this.mostIds = mostIds;
        this.clock = clock;
        this.problems = new Once(problems);
        this.disk = disk;
    }

    /**
     * Takes a file of this day for itself, cuts off what a crash left half-written, and reads back which ids are known.
     * Calling it again after a failure is fine; after success it does nothing.
     *
     * @throws IOException if the directory cannot be used; the message says what and where
     */
    public void open() throws IOException {
        if (known != null) {
            return;
        }
        try {
            directory = new JournalDirectory(path());
            housekeeping = new Housekeeping(directory, settings, problems);
            recovery = new Recovery(directory, disk, problems);
            file = openFile(UUID.randomUUID().toString());
            housekeeping.expire(clock.instant());
            housekeeping.shrink(today());
            known = readBack();
            published = Optional.of(files);
        } finally {
            if (known == null) {
                close();
            }
        }
    }

    private Path path() throws IOException {
        try {
            return Paths.get(settings.directory()).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new IOException("cannot use the directory '" + settings.directory() + "': " + e.getReason(), e);
        }
    }

    private KnownIds readBack() throws IOException {
        NavigableSet<DayFile> files = directory.files();
        files.removeAll(recovery.foreign());
        History history = new History(directory, slot.number(), mostIds, clock.instant(), problems);
        history.read(files);
        pending = Collections.unmodifiableList(history.pending());
        recent = Collections.unmodifiableList(history.recent());
        return history.ids();
    }

    /** What tells this journal's claims from those of other JVMs, the same after a restart. Known once open. */
    public String owner() {
        requireOpen();
        return owner;
    }

    /** Whether an entry of this kind and id stands in the journal, counted or pending; a void one may be tried again. */
    public boolean knows(Entry.Kind kind, String id) {
        requireOpen();
        return known.isTaken(Fingerprint.of(kind, id));
    }

    /** How the conversion of the id was split; empty if it is not known, not counted, or too old. */
    public Optional<Split> conversion(String id) throws IOException {
        requireOpen();
        return known.counted(Entry.Kind.CONVERSION, id).flatMap(Entry::split);
    }

    /**
     * The entries that were pending when the journal was opened, in their order, with what became of none of them.
     * Entries older than all ids that are remembered are not among them.
     */
    public List<Entry> pending() {
        requireOpen();
        return pending;
    }

    /**
     * What was counted in the last ten minutes before the journal was opened, the latest 10,000 of it: claims on it may
     * not be confirmed yet.
     */
    public List<Entry> recent() {
        requireOpen();
        return recent;
    }

    /**
     * Writes the entries to the disk: when this returns they survive a crash of the JVM and of the machine.
     *
     * @throws IOException if not all could be written; then none was, and the same entries may be written again
     * @throws IllegalArgumentException if an entry is none that could be read back: an amount is negative, the parts of
     *     a counted conversion do not add up to its amount, or its line is longer than 1 MB; then none was written
     */
    public void write(List<Entry> entries) throws IOException {
        requireOpen();
        if (entries.isEmpty()) {
            return;
        }
        Batch batch = new Batch(entries);
        // A channel closes when an interrupted thread uses it.
        boolean interrupted = Thread.interrupted();
        try {
            write(batch);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void write(Batch batch) throws IOException {
        goOnToday();
        if (file.length() >= settings.maxBytes()) {
            throw new IOException("cannot write " + file.path()
                    + ": it alone has reached attribution.journal.max-size (" + settings.maxBytes()
                    + " bytes); conversions wait until tomorrow, or for a larger max-size");
        }
        long start = file.length();
        file.append(batch.bytes());
        files.reached(file.length());
        batch.forEach((entry, offset) -> known.add(entry, file.path(), start + offset));
        housekeeping.shrink(file.name().day(), batch.bytes().length);
    }

    private void goOnToday() throws IOException {
        if (file != null && !file.name().day().equals(today())) {
            closeFile();
            housekeeping.expire(clock.instant());
        }
        if (file != null && !file.isUntouched()) {
            problems.accept(file.path()
                    + ": somebody else deleted, replaced or changed it while it was in use; the journal goes on");
            closeFile();
        }
        if (file == null) {
            file = openFile(owner);
            published = Optional.of(files);
        }
    }

    private OwnFile openFile(String newOwner) throws IOException {
        directory.create();
        if (slot == null || !slot.holds()) {
            closeSlot();
            slot = Slot.take(directory, newOwner);
            owner = slot.owner();
        }
        NavigableMap<DayFile, Long> lengths = directory.lengths(slot.number());
        OwnFile opened = recovery.open(today(), slot.number());
        files = new SlotFiles(directory, slot, lengths, opened);
        return opened;
    }

    /** What is on the disk, also of a journal that was closed since; empty before it was open. Any thread may ask. */
    Optional<SlotFiles> slotFiles() {
        return published;
    }

    private LocalDate today() {
        return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    }

    private void requireOpen() {
        if (known == null) {
            throw new IllegalStateException("the journal is not open");
        }
    }

    /** Lets go of the file. */
    @Override
    public void close() {
        known = null;
        closeFile();
        closeSlot();
    }

    private void closeFile() {
        closeQuietly(file);
        file = null;
    }

    private void closeSlot() {
        closeQuietly(slot);
        slot = null;
    }

    private void closeQuietly(Closeable resource) {
        try {
            if (resource != null) {
                resource.close();
            }
        } catch (IOException e) {
            problems.accept(directory.path() + ": cannot close a file: " + Reason.of(e));
        }
    }
}

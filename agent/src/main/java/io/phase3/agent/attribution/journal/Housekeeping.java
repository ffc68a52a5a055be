package io.phase3.agent.attribution.journal;

import io.phase3.agent.config.Attribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.function.Consumer;

/** Deletes the files of days that are too old, or too many bytes; never of today, and nothing with another name. */
final class Housekeeping {
    private static final long CHECK_AFTER_BYTES = 1 << 20;

    private final JournalDirectory directory;
    private final Attribution.Journal settings;
    private final Consumer<String> problems;
    private long unchecked;

    Housekeeping(JournalDirectory directory, Attribution.Journal settings, Consumer<String> problems) {
        this.directory = directory;
        this.settings = settings;
        this.problems = problems;
    }

    /** Deletes what is older than the retention. */
    void expire(Instant now) {
        LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
        for (DayFile file : files()) {
            Instant end = file.day().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            if (file.day().isBefore(today) && Duration.between(end, now).compareTo(settings.retention()) >= 0) {
                delete(file);
            }
        }
    }

    /**
     * Deletes the oldest days if all together are too large. Looks only now and then: other JVMs write here, too.
     *
     * @param written how many bytes this JVM has written since it asked before
     */
    void shrink(LocalDate today, long written) {
        unchecked += written;
        if (unchecked >= Math.min(CHECK_AFTER_BYTES, settings.maxBytes() / 16)) {
            unchecked = 0;
            shrink(today);
        }
    }

    /** Deletes the oldest days if all together are too large. */
    void shrink(LocalDate today) {
        Collection<DayFile> files = files();
        long total = files.stream().mapToLong(this::size).sum();
        LocalDate deleted = null;
        for (DayFile file : files) {
            boolean tooLarge = total > settings.maxBytes() || file.day().equals(deleted);
            if (!tooLarge || !file.day().isBefore(today)) {
                break;
            }
            long size = size(file);
            if (delete(file)) {
                total -= size;
                deleted = file.day();
            }
        }
        if (deleted != null) {
            problems.accept(directory.path() + ": the journal had outgrown attribution.journal.max-size ("
                    + settings.maxBytes() + " bytes); the files up to " + deleted + " are deleted");
        }
    }

    private Collection<DayFile> files() {
        try {
            return directory.files();
        } catch (IOException e) {
            problems.accept(e.getMessage());
            return Collections.emptySet();
        }
    }

    private long size(DayFile file) {
        try {
            return Files.size(directory.resolve(file));
        } catch (IOException deletedMeanwhile) {
            return 0;
        }
    }

    private boolean delete(DayFile file) {
        Path path = directory.resolve(file);
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try {
            return Files.deleteIfExists(path);
        } catch (IOException e) {
            problems.accept("cannot delete " + path + ": " + Reason.of(e));
            return false;
        }
    }
}

package io.phase3.agent.attribution.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The directory in which the journals of one or more JVMs stand. */
final class JournalDirectory {
    private static final boolean LINUX =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");

    private final Path path;

    JournalDirectory(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    Path resolve(DayFile file) {
        return path.resolve(file.toString());
    }

    /** Creates it, readable by its owner alone, if it is missing. */
    void create() throws IOException {
        if (Files.isDirectory(path)) {
            return;
        }
        try {
            Files.createDirectories(path, OwnerOnly.directory(path));
        } catch (IOException e) {
            throw Reason.explained("cannot create the directory " + path, e);
        }
    }

    /** The files of all days and slots, oldest first. */
    NavigableSet<DayFile> files() throws IOException {
        NavigableSet<DayFile> files = new TreeSet<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(path)) {
            for (Path file : paths) {
                Optional<DayFile> name = DayFile.of(file.getFileName().toString());
                name.ifPresent(files::add);
            }
        } catch (DirectoryIteratorException e) {
            throw Reason.explained("cannot read the directory " + path, e.getCause());
        } catch (IOException e) {
            throw Reason.explained("cannot read the directory " + path, e);
        }
        return files;
    }

    /** How many bytes each file of a slot has, 0 if it has just been deleted; oldest first. */
    NavigableMap<DayFile, Long> lengths(int slot) throws IOException {
        NavigableMap<DayFile, Long> lengths = new TreeMap<>();
        for (DayFile file : files()) {
            if (file.slot() == slot) {
                lengths.put(file, resolve(file).toFile().length());
            }
        }
        return lengths;
    }

    /** Lets a new file survive a crash of the machine; elsewhere than on Linux a directory cannot be synced. */
    void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            if (LINUX) {
                throw Reason.explained("cannot sync the directory " + path, e);
            }
        }
    }
}

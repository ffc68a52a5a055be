package io.phase3.monitor.impact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** A file that is written as a whole or not at all, for which there is a place beside it from the start. */
final class OutputFile implements AutoCloseable {
    private final Path file;
    private final Path draft;

    private OutputFile(Path file, Path draft) {
        this.file = file;
        this.draft = draft;
    }

    /**
     * Makes sure that it can be written, and writes nothing into it yet.
     *
     * @throws IOException with a message for people, if it cannot
     */
    static OutputFile reserve(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("cannot write " + file + ": it is "
                    + (Files.isDirectory(file) ? "a directory" : "no regular file"));
        }
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw new IOException("cannot write " + file + ": it is read-only");
        }
        // Not by process id: in a container it is the same again and again, and what a killed one left would be in the
        // way.
        Path draft = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            // Not Files.createTempFile, which lets nobody but the owner read what is made to be read.
            Files.createFile(draft);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "cannot write " + file + ": there is no directory "
                            + file.toAbsolutePath().getParent(),
                    e);
        } catch (AccessDeniedException e) {
            throw new IOException("cannot write " + file + ": no permission", e);
        } catch (IOException e) {
            throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
        }
        // For Ctrl-C.
        draft.toFile().deleteOnExit();
        return new OutputFile(file, draft);
    }

    Path file() {
        return file;
    }

    /** @throws IOException with a message for people; then the file is as it was */
    void write(String text) throws IOException {
        try {
            Files.writeString(draft, text, StandardCharsets.UTF_8);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(draft);
    }
}

package io.phase3.agent.attribution.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** One file of a journal, of which what is new can be read while a JVM writes it. Immutable. */
public final class JournalFile {
    private final Path path;

    JournalFile(Path path) {
        this.path = path;
    }

    /** Such as {@code 2026-11-23.jsonl}. */
    public String name() {
        return path.getFileName().toString();
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** How many bytes it has by now; 0 if it is gone. */
    public long size() throws IOException {
        try {
            return Files.size(path);
        } catch (NoSuchFileException gone) {
            return 0;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Its lines from a place on, before the first of them; empty if the file is gone.
     *
     * @param offset where a line begins, in bytes
     * @throws IOException if the file cannot be read; the message says which, and why
     */
    public Optional<Lines> lines(long offset) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new IOException("cannot read " + path + ": it is not a regular file");
        }
        try {
            return Optional.of(new Lines(path, offset));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * The SHA-256 of the first line, which tells this file from another one of the same name; empty while there is none.
     *
     * @throws IOException if the file cannot be read; the message says which, and why
     */
    public Optional<String> firstLine() throws IOException {
        Optional<Lines> lines = lines(0);
        if (!lines.isPresent()) {
            return Optional.empty();
        }
        try (Lines first = lines.get()) {
            return first.next() && first.ended() ? Optional.of(digest(first)) : Optional.empty();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * The number of the line that begins at a place, the first one's being 1.
     *
     * @param offset where a line begins, in bytes
     */
    public long lineNumber(long offset) throws IOException {
        long number = 1;
        Optional<Lines> lines = lines(0);
        if (lines.isPresent()) {
            try (Lines before = lines.get()) {
                while (before.end() < offset && before.next()) {
                    number++;
                }
            }
        }
        return number;
    }

    private static String digest(Lines line) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(line.bytes());
            StringBuilder hex = new StringBuilder();
            for (byte b : sha.digest()) {
                hex.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
            }
            return hex.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private IOException unreadable(IOException e) {
        return Reason.explained("cannot read " + path, e);
    }

    @Override
    public String toString() {
        return path.toString();
    }
}

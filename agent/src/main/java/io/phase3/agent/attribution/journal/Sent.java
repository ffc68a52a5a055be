package io.phase3.agent.attribution.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many bytes of each file of a slot were sent: {@code 2026-11-23.jsonl 17342}, a line for each file, in
 * {@code 0.streamed} for slot 0. Used by one thread.
 */
final class Sent {
    private static final Pattern LINE = Pattern.compile("(\\S+) ([0-9]{1,18})");

    private final Path path;
    private final Path successor;
    private final NavigableMap<DayFile, Long> bytes = new TreeMap<>();

    private Sent(JournalDirectory directory, int slot) {
        path = directory.path().resolve(slot + ".streamed");
        successor = directory.path().resolve(slot + ".streamed.new");
    }

    /**
     * Reads what was sent before; what cannot be known has not been.
     *
     * @param problems told of lines that say nothing
     */
    static Sent read(JournalDirectory directory, int slot, Consumer<String> problems) throws IOException {
        Sent sent = new Sent(directory, slot);
        try {
            if (Files.exists(sent.path, LinkOption.NOFOLLOW_LINKS)) {
                sent.parse(Files.readAllLines(sent.path, StandardCharsets.ISO_8859_1), problems);
            }
        } catch (IOException e) {
            throw Reason.explained("cannot read " + sent.path, e);
        }
        return sent;
    }

    private void parse(List<String> lines, Consumer<String> problems) {
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            Optional<DayFile> file = matcher.matches() ? DayFile.of(matcher.group(1)) : Optional.empty();
            if (file.isPresent()) {
                bytes.put(file.get(), Long.valueOf(matcher.group(2)));
            } else {
                problems.accept(path + ": is damaged; files of which it does not say how far they were sent are sent"
                        + " again");
                return;
            }
        }
    }

    /** Forgets files that are no more, and those that were longer than they are now: they are others. */
    void fit(Map<DayFile, Long> lengths) {
        bytes.entrySet().removeIf(file -> lengths.getOrDefault(file.getKey(), -1L) < file.getValue());
    }

    /** Forgets that any of the file was sent. */
    void forget(DayFile file) {
        bytes.remove(file);
    }

    /** How many bytes of the file were sent. */
    long of(DayFile file) {
        return bytes.getOrDefault(file, 0L);
    }

    /** The first bytes of the file were sent, so many: remembered at once, and on the disk unless this fails. */
    void reached(DayFile file, long length) throws IOException {
        bytes.put(file, length);
        StringBuilder text = new StringBuilder();
        bytes.forEach((name, sent) -> text.append(name).append(' ').append(sent).append('\n'));
        try {
            replace(text.toString().getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw Reason.explained("cannot write " + path, e);
        }
    }

    /** A crash leaves the old text or the new one. */
    private void replace(byte[] text) throws IOException {
        Files.deleteIfExists(successor);
        try (FileChannel channel =
                Disk.REAL.open(successor, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            ByteBuffer left = ByteBuffer.wrap(text);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
        Files.move(successor, path, StandardCopyOption.ATOMIC_MOVE);
    }
}

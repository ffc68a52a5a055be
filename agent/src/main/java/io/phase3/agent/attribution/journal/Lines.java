package io.phase3.agent.attribution.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The lines of a file one after the other, of which no more than one, and no more than 1 MB of it, is in memory. */
public final class Lines implements Closeable {
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private byte[] line = new byte[1 << 10];
    private long start;
    private long length;
    private boolean ended;

    /** @param offset where a line begins */
    Lines(Path file, long offset) throws IOException {
        SeekableByteChannel channel = Files.newByteChannel(file);
        try {
            channel.position(offset);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        in = Channels.newInputStream(channel);
        start = offset;
    }

    /** Goes to the next line, which may be without an end if it is the last one; false if there is none. */
    public boolean next() throws IOException {
        start += length;
        length = 0;
        ended = false;
        while (!ended && (position < limit || fill())) {
            int from = position;
            while (position < limit && !ended) {
                ended = buffer[position++] == '\n';
            }
            keep(from, position - from);
        }
        return length > 0;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        return limit > 0;
    }

    private void keep(int from, int count) {
        if (length + count <= EntryFormat.LONGEST + buffer.length) {
            int known = (int) length;
            if (known + count > line.length) {
                line = Arrays.copyOf(line, Math.max(known + count, 2 * line.length));
            }
            System.arraycopy(buffer, from, line, known, count);
        }
        length += count;
    }

    /** Where the line begins, in bytes. */
    public long start() {
        return start;
    }

    /** Where the next line would begin, in bytes. */
    public long end() {
        return start + length;
    }

    /** The line without its end, if it is one that may be an entry. */
    byte[] text() {
        return Arrays.copyOf(line, (int) length - (ended ? 1 : 0));
    }

    /** Whether the line has an end: without one it is being written right now, or was never acknowledged. */
    public boolean ended() {
        return ended;
    }

    /**
     * The line as an entry.
     *
     * @throws MalformedEntryException if it is none
     */
    public Entry entry() throws MalformedEntryException {
        if (length > EntryFormat.LONGEST) {
            throw new MalformedEntryException("is longer than " + EntryFormat.LONGEST + " bytes");
        }
        int end = (int) length - (ended ? 1 : 0);
        try {
            return EntryParser.parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, 0, end))
                    .toString());
        } catch (CharacterCodingException notText) {
            throw new MalformedEntryException("is not UTF-8");
        }
    }

    /** The SHA-256 of the line, its end included; of its first MB if it is longer. */
    public String digest() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(line, 0, (int) Math.min(length, EntryFormat.LONGEST));
            StringBuilder hex = new StringBuilder();
            for (byte b : sha.digest()) {
                hex.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
            }
            return hex.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether the line can be what a crash left of an entry: its beginning, or zeros where the disk got nothing. */
    boolean mayBeTorn() {
        int end = (int) Math.min(length, EntryFormat.BEGINNING.length());
        int same = 0;
        while (same < end && line[same] == EntryFormat.BEGINNING.charAt(same)) {
            same++;
        }
        while (same < end && line[same] == 0) {
            same++;
        }
        return !ended && same == end;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

package io.phase3.monitor.check.classpath;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/**
 * A zip file, read by its central directory out of memory: also one that stands inside another one.
 *
 * <p>{@link java.util.zip.ZipFile} opens files alone, so that a jar in a Spring Boot jar would have to be copied first, and its
 * readers wait for each other. Positions are those of PKWARE's APPNOTE.TXT, 4.3. Immutable.
 */
final class Zip implements Archive {
    private static final int DIRECTORY_END = 0x06054b50;
    private static final int DIRECTORY_END_SIZE = 22;
    private static final int DIRECTORY_END_64 = 0x06064b50;
    private static final int DIRECTORY_END_64_SIZE = 56;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int LOCATOR_64_SIZE = 20;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_SIZE = 46;
    private static final int LOCAL_ENTRY = 0x04034b50;
    private static final int LOCAL_ENTRY_SIZE = 30;
    private static final int JMOD = 'J' | 'M' << 8 | 1 << 16;

    private static final int ENCRYPTED = 1;
    /** Deflate cannot do better than this; who claims more would have us reserve memory for nothing. */
    private static final int BEST_RATIO = 1032;

    private final String location;
    private final ByteBuffer content;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** Where a file stands, and what its bytes should be. */
    private record Entry(int position, int method, int flags, int packedSize, int size, int checksum) {}

    private Zip(String location, ByteBuffer content) throws ZipException {
        this.location = location;
        this.content = content.order(ByteOrder.LITTLE_ENDIAN);
        try {
            readDirectory();
        } catch (IndexOutOfBoundsException e) {
            throw broken("it ends too early", e);
        }
    }

    static Zip open(String location, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new ZipException("it is larger than 2 GB");
            }
            return new Zip(location, channel.map(MapMode.READ_ONLY, 0, channel.size()));
        }
    }

    @Override
    public String location() {
        return location;
    }

    @Override
    public String locationOf(String name) {
        return location + "!/" + name;
    }

    @Override
    public Collection<String> names() {
        return entries.keySet();
    }

    @Override
    public byte[] read(String name) throws ZipException {
        Entry entry = entries.get(name);
        try {
            return read(entry);
        } catch (IndexOutOfBoundsException e) {
            throw broken(name + " stands beyond its end", e);
        }
    }

    @Override
    public Archive nested(String name) throws ZipException {
        Entry entry = entries.get(name);
        try {
            // As Spring Boot stores them: what is not packed need not be copied.
            ByteBuffer jar = entry.method() == ZipEntry.STORED ? packed(entry) : ByteBuffer.wrap(read(entry));
            return new Zip(locationOf(name), jar);
        } catch (IndexOutOfBoundsException e) {
            throw broken(name + " stands beyond its end", e);
        }
    }

    private void readDirectory() throws ZipException {
        if (content.capacity() >= 4 && content.getInt(0) == JMOD) {
            throw new ZipException("it is a JMOD: class paths have jars and folders");
        }
        int end = directoryEnd();
        int count = content.getShort(end + 10) & 0xFFFF;
        int size = content.getInt(end + 12);
        int offset = content.getInt(end + 16);
        int locator = end - LOCATOR_64_SIZE;
        if (locator >= 0 && content.getInt(locator) == LOCATOR_64) {
            end = locator - DIRECTORY_END_64_SIZE;
            if (content.getInt(end) != DIRECTORY_END_64) {
                throw new ZipException("its directory is not found");
            }
            count = Math.toIntExact(Math.min(content.getLong(end + 32), Integer.MAX_VALUE));
            size = Math.toIntExact(Math.min(content.getLong(end + 40), Integer.MAX_VALUE));
            offset = Math.toIntExact(Math.min(content.getLong(end + 48), Integer.MAX_VALUE));
        }
        int position = end - size;
        // What starts itself has a shell script in front of it, which its offsets do not count.
        int start = position - offset;
        for (int i = 0; i < count; i++) {
            position = readEntry(position, start);
        }
    }

    private int directoryEnd() throws ZipException {
        int last = content.capacity() - DIRECTORY_END_SIZE;
        for (int position = last; position >= Math.max(0, last - 0xFFFF); position--) {
            if (content.getInt(position) == DIRECTORY_END
                    && (content.getShort(position + 20) & 0xFFFF) == last - position) {
                return position;
            }
        }
        throw new ZipException("it is no zip file, or its end is missing");
    }

    private int readEntry(int position, int start) throws ZipException {
        if (content.getInt(position) != ENTRY) {
            throw new ZipException("its directory is broken");
        }
        int nameLength = content.getShort(position + 28) & 0xFFFF;
        int extraLength = content.getShort(position + 30) & 0xFFFF;
        int commentLength = content.getShort(position + 32) & 0xFFFF;
        byte[] name = new byte[nameLength];
        content.get(position + ENTRY_SIZE, name);
        if (nameLength > 0 && name[nameLength - 1] != '/') {
            entries.put(
                    new String(name, StandardCharsets.UTF_8),
                    new Entry(
                            start + content.getInt(position + 42),
                            content.getShort(position + 10) & 0xFFFF,
                            content.getShort(position + 8),
                            content.getInt(position + 20),
                            content.getInt(position + 24),
                            content.getInt(position + 16)));
        }
        return position + ENTRY_SIZE + nameLength + extraLength + commentLength;
    }

    private ByteBuffer packed(Entry entry) throws ZipException {
        int position = entry.position();
        if (content.getInt(position) != LOCAL_ENTRY) {
            throw new ZipException("its directory is broken");
        }
        if ((entry.flags() & ENCRYPTED) != 0) {
            throw new ZipException("it is encrypted");
        }
        int nameLength = content.getShort(position + 26) & 0xFFFF;
        int extraLength = content.getShort(position + 28) & 0xFFFF;
        return content.slice(position + LOCAL_ENTRY_SIZE + nameLength + extraLength, entry.packedSize());
    }

    private byte[] read(Entry entry) throws ZipException {
        ByteBuffer packed = packed(entry);
        if (entry.size() < 0 || entry.size() > (entry.packedSize() + 1L) * BEST_RATIO) {
            throw new ZipException("its directory is broken");
        }
        byte[] bytes = new byte[entry.size()];
        if (entry.method() == ZipEntry.STORED && entry.size() == entry.packedSize()) {
            packed.get(bytes);
        } else if (entry.method() == ZipEntry.DEFLATED) {
            inflate(packed, bytes);
        } else {
            throw new ZipException("it is packed in a way that Java does not know");
        }
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        if ((int) checksum.getValue() != entry.checksum()) {
            throw new ZipException("its checksum is wrong");
        }
        return bytes;
    }

    private static void inflate(ByteBuffer packed, byte[] bytes) throws ZipException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed);
            int length = 0;
            while (length < bytes.length) {
                int more = inflater.inflate(bytes, length, bytes.length - length);
                if (more == 0) {
                    throw new ZipException("it ends too early");
                }
                length += more;
            }
        } catch (DataFormatException e) {
            throw broken("it cannot be unpacked", e);
        } finally {
            inflater.end();
        }
    }

    private static ZipException broken(String message, Exception cause) {
        ZipException exception = new ZipException(message);
        exception.initCause(cause);
        return exception;
    }
}

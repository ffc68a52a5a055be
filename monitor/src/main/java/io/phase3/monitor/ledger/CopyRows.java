package io.phase3.monitor.ledger;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/**
 * Rows as PostgreSQL's {@code COPY … WITH (FORMAT binary)} reads them; the format is described with that command. Text must
 * be {@link Storable}. Filled by one thread.
 */
final class CopyRows {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int NULL = -1;
    private static final byte JSONB_VERSION = 1;
    private static final int TEXT_OID = 25;
    private static final int BIGINT_OID = 20;

    /** 2000-01-01, where PostgreSQL's time begins, in milliseconds since the epoch. */
    private static final long POSTGRES_EPOCH = 946_684_800_000L;

    private ByteBuffer bytes = ByteBuffer.allocate(1 << 16);

    CopyRows() {
        // Neither flags nor an extension of the header.
        bytes.put(SIGNATURE).putInt(0).putInt(0);
    }

    /** Begins a row of so many columns, which must follow in their order. */
    CopyRows row(int columns) {
        room(Short.BYTES).putShort((short) columns);
        return this;
    }

    CopyRows uuid(UUID value) {
        room(Integer.BYTES + 2 * Long.BYTES)
                .putInt(2 * Long.BYTES)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits());
        return this;
    }

    CopyRows integer(int value) {
        room(2 * Integer.BYTES).putInt(Integer.BYTES).putInt(value);
        return this;
    }

    CopyRows bigint(long value) {
        room(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(value);
        return this;
    }

    /** A {@code timestamptz}, given in milliseconds since the epoch. */
    CopyRows time(long milliseconds) {
        return bigint((milliseconds - POSTGRES_EPOCH) * 1000);
    }

    CopyRows text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        room(Integer.BYTES + utf8.length).putInt(utf8.length).put(utf8);
        return this;
    }

    CopyRows text(Optional<String> value) {
        return value.isPresent() ? text(value.get()) : nothing();
    }

    CopyRows json(Optional<String> value) {
        if (value.isEmpty()) {
            return nothing();
        }
        byte[] utf8 = value.get().getBytes(StandardCharsets.UTF_8);
        room(Integer.BYTES + 1 + utf8.length)
                .putInt(1 + utf8.length)
                .put(JSONB_VERSION)
                .put(utf8);
        return this;
    }

    CopyRows texts(Collection<String> values) {
        int start = beginArray(values.size(), TEXT_OID);
        values.forEach(this::text);
        return endArray(start);
    }

    CopyRows bigints(Collection<Long> values) {
        int start = beginArray(values.size(), BIGINT_OID);
        values.forEach(this::bigint);
        return endArray(start);
    }

    private CopyRows nothing() {
        room(Integer.BYTES).putInt(NULL);
        return this;
    }

    private int beginArray(int size, int type) {
        room(6 * Integer.BYTES).putInt(0);
        int start = bytes.position();
        int dimensions = size == 0 ? 0 : 1;
        bytes.putInt(dimensions).putInt(0).putInt(type);
        if (size > 0) {
            int lowerBound = 1;
            bytes.putInt(size).putInt(lowerBound);
        }
        return start;
    }

    private CopyRows endArray(int start) {
        bytes.putInt(start - Integer.BYTES, bytes.position() - start);
        return this;
    }

    private ByteBuffer room(int more) {
        if (bytes.remaining() < more) {
            int needed = Math.addExact(bytes.position(), more);
            bytes = ByteBuffer.allocate(Math.max(needed, 2 * bytes.capacity())).put(bytes.flip());
        }
        return bytes;
    }

    /** How many bytes there are so far. */
    int size() {
        return bytes.position();
    }

    /** All rows, and the end. */
    InputStream toStream() {
        room(Short.BYTES).putShort((short) -1);
        return new ByteArrayInputStream(bytes.array(), 0, bytes.position());
    }
}

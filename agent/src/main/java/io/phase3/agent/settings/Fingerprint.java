package io.phase3.agent.settings;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.zip.CRC32;

/** What a file held when it was read, in a number: enough to notice a change, no matter when it was made. */
public final class Fingerprint {
    /** Of a file that cannot be read. */
    public static final long NONE = -1;

    private Fingerprint() {}

    /** Reads the file. */
    public static long of(File file) {
        try {
            return of(Files.readAllBytes(file.toPath()));
        } catch (IOException | RuntimeException e) {
            return NONE;
        }
    }

    /** Not a digest: the security providers behind those would delay the application's start. */
    static long of(byte[] content) {
        CRC32 checksum = new CRC32();
        checksum.update(content, 0, content.length);
        return checksum.getValue() << 31 ^ content.length;
    }
}

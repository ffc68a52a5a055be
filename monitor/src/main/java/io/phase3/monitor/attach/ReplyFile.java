package io.phase3.monitor.attach;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;

/** Where an agent writes its reply: in a folder that only its user can look into, and that is gone afterwards. */
final class ReplyFile implements AutoCloseable {
    private static final String NAME = "reply.json";

    /** More is no reply: one of a hundred thousand methods has thirty megabytes. */
    private static final int MAXIMUM_BYTES = 256 << 20;

    /** Says whose it is, should it ever be left behind. */
    static final String PREFIX = "phase3-reply-" + ProcessHandle.current().pid() + "-";

    private final Path there;
    private final Path folder;

    private ReplyFile(Path there, Path folder) {
        this.there = there;
        this.folder = folder;
    }

    /** A file that does not exist yet, below the folder for temporary files as that JVM sees it. */
    static ReplyFile forThe(Jvm jvm) throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        Path here = jvm.files().here(temporary);
        Path folder = Files.createTempDirectory(here, PREFIX);
        if (!jvm.isOurs()) {
            UserPrincipal owner = Files.getOwner(Path.of("/proc", Long.toString(jvm.pid())));
            Files.setOwner(folder, owner);
        }
        return new ReplyFile(temporary.resolve(folder.getFileName()).resolve(NAME), folder);
    }

    /** Its path, as the JVM knows it. */
    Path there() {
        return there;
    }

    /** What the agent wrote, if anything. */
    Optional<String> text() throws IOException {
        Path file = folder.resolve(NAME);
        // Not through a link, and no pipe: as root we could read what its user cannot, or wait for ever.
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(new String(in.readNBytes(MAXIMUM_BYTES), StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}

package io.phase3.agent.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Tells Prometheus where this agent listens, in the format of its file service discovery. */
public final class DiscoveryFile {
    private final Path file;

    /** @param file ends in {@code .json}, in a folder that Prometheus watches */
    public DiscoveryFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /**
     * Writes the file, whole or not at all, because Prometheus reads it at any moment.
     *
     * @param target host and port
     */
    public void write(String target) throws IOException {
        String json = "[{\"targets\": [\"" + target + "\"], \"labels\": {\"job\": \"phase3-agent\"}}]\n";
        // Not createTempFile: it lets only its owner read, and Prometheus is somebody else.
        Path unfinished = file.resolveSibling('.' + file.getFileName().toString() + ".tmp");
        try {
            Files.write(unfinished, json.getBytes(StandardCharsets.UTF_8));
            try {
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Takes the file away; what cannot be deleted is left. */
    public void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The JVM is going down and nobody is left to tell; Prometheus will see that the target is down.
        }
    }
}

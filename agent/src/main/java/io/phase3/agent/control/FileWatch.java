package io.phase3.agent.control;

import io.phase3.agent.settings.Fingerprint;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Notices that one of some files holds something else than when it was last read, and that nobody is writing any more.
 *
 * <p>Looks at names again and again, whatever they lead to: an editor puts another file under the name, and Kubernetes
 * moves a symbolic link. Used by one thread.
 */
public final class FileWatch {
    private final Supplier<Map<File, Long>> files;
    private Map<File, Object> settled = new HashMap<>();
    private Map<File, Object> last = new HashMap<>();

    /** @param files what is watched, with the {@link Fingerprint} of what each file held when it was last read */
    public FileWatch(Supplier<Map<File, Long>> files) {
        this.files = files;
    }

    /** Whether the files hold something new since they were read, and have been left alone since the look before. */
    public boolean look() {
        Map<File, Long> read = files.get();
        Map<File, Object> now = new HashMap<>();
        read.keySet().forEach(file -> now.put(file, stampOf(file)));
        boolean still = now.equals(last);
        last = now;
        if (!still || now.equals(settled)) {
            return false;
        }
        settled = now;
        return read.entrySet().stream().anyMatch(file -> Fingerprint.of(file.getKey()) != file.getValue());
    }

    private static Object stampOf(File file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file.toPath(), BasicFileAttributes.class);
            return Arrays.asList(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
        } catch (IOException | RuntimeException e) {
            return "unreadable";
        }
    }
}

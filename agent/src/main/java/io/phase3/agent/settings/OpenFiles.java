package io.phase3.agent.settings;

import java.io.File;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The file that is being read with those whose include statements led to it, and all files that one load came across. */
public final class OpenFiles {
    private final Set<File> open;
    private final Map<File, Long> read;

    private OpenFiles(Set<File> open, Map<File, Long> read) {
        this.open = open;
        this.read = read;
    }

    /** For a load that has read nothing yet. */
    public static OpenFiles none() {
        return new OpenFiles(Collections.emptySet(), new LinkedHashMap<>());
    }

    /** This and one more, which is read next. */
    public OpenFiles and(File file) {
        Set<File> more = new HashSet<>(open);
        more.add(file);
        return new OpenFiles(more, read);
    }

    /** Whether the file is being read: an include of it would never end. */
    boolean contains(File file) {
        return open.contains(file);
    }

    void found(File file, long fingerprint) {
        read.put(file, fingerprint);
    }

    /** The files in the order in which they were opened, with the {@link Fingerprint} of what each held. */
    public Map<File, Long> read() {
        return Collections.unmodifiableMap(read);
    }
}

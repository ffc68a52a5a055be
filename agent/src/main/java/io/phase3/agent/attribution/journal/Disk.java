package io.phase3.agent.attribution.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Set;

/** Opens the files that are written; tests put one that fails in its place. */
interface Disk {
    /** Files that are created belong to their owner alone, where the file system knows owners. */
    Disk REAL = (file, options) -> FileChannel.open(file, options, OwnerOnly.file(file));

    FileChannel open(Path file, Set<? extends OpenOption> options) throws IOException;
}

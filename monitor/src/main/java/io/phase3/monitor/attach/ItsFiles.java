package io.phase3.monitor.attach;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of another process, which may be in a container, or have a {@code /tmp} of its own.
 *
 * @param root where its root is from here; empty if that cannot be seen, and is taken to be the same as ours
 */
record ItsFiles(Optional<Path> root) {

    /** Where a file is from here, of which this is the path there. */
    Path here(Path there) {
        return root.map(folder -> folder.resolve(there.getRoot().relativize(there)))
                .orElse(there);
    }
}

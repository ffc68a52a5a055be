package io.phase3.monitor.attach;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whose rights a JVM has on files: by the classic permissions alone, so that access lists may allow more.
 *
 * @param groups of its user; all ids as {@code /proc} has them
 */
record Readers(Optional<String> user, Set<String> groups) {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int READ = 4;
    private static final int ENTER = 1;

    static Readers of(Jvm jvm) {
        // Of the real, the effective, the saved user and that of the file system.
        Optional<String> user = ids(jvm, "Uid").skip(1).findFirst();
        return new Readers(
                user, Stream.concat(ids(jvm, "Gid"), ids(jvm, "Groups")).collect(Collectors.toSet()));
    }

    private static Stream<String> ids(Jvm jvm, String key) {
        return jvm.proc().status(key).stream().flatMap(BLANKS::splitAsStream);
    }

    /** Whether they may read the file; yes where that is not known. */
    boolean canRead(ItsFiles files, Path there) {
        if (user.isEmpty() || user.get().equals("0")) {
            return true;
        }
        for (Path folder = there.getParent(); folder != null; folder = folder.getParent()) {
            if (!may(ENTER, files.here(folder))) {
                return false;
            }
        }
        return may(READ, files.here(there));
    }

    private boolean may(int right, Path file) {
        Map<String, Object> attributes;
        try {
            attributes = Files.readAttributes(file, "unix:uid,gid,mode");
        } catch (IOException | UnsupportedOperationException e) {
            return true;
        }
        int mode = (int) attributes.get("mode");
        if (attributes.get("uid").toString().equals(user.orElseThrow())) {
            return (mode >> 6 & right) != 0;
        }
        return (mode >> (groups.contains(attributes.get("gid").toString()) ? 3 : 0) & right) != 0;
    }
}

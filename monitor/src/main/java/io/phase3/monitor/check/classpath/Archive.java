package io.phase3.monitor.check.classpath;

import java.io.IOException;
import java.util.Collection;

/** Files below one another's names: a jar, a folder. Any number of threads may read it. */
interface Archive {
    /** Where it is, for people: {@code app.jar}, {@code app.jar!/BOOT-INF/lib/crm.jar}. */
    String location();

    /** Where one of its files or folders is, for people. */
    String locationOf(String name);

    /** The names of all files, relative and with slashes, in the archive's order. */
    Collection<String> names();

    /**
     * A file's content.
     *
     * @throws IOException also if what stands there is broken
     */
    byte[] read(String name) throws IOException;

    /** The jar that is one of the files. */
    Archive nested(String name) throws IOException;
}

package io.phase3.monitor.check.classpath;

import java.io.IOException;

/** A class file on the class path. Immutable. */
public final class ClassFile {
    private static final String SUFFIX = ".class";

    private final Archive archive;
    private final String root;
    private final String file;
    private final String path;

    /**
     * A class file.
     *
     * @param root the part of the archive that it was found in: {@code BOOT-INF/classes/}, or empty
     * @param file its name in the archive
     * @param path its name for class loaders: {@code com/acme/LeadSocket.class}
     */
    ClassFile(Archive archive, String root, String file, String path) {
        this.archive = archive;
        this.root = root;
        this.file = file;
        this.path = path;
    }

    /** Whether a file of that name holds a class that can be loaded by its name. */
    static boolean isClass(String name) {
        return name.endsWith(SUFFIX) && !name.endsWith("module-info.class");
    }

    /** The class's binary name. */
    public String className() {
        return path.substring(0, path.length() - SUFFIX.length()).replace('/', '.');
    }

    /** Where it was found: {@code app.jar!/BOOT-INF/classes}. */
    public String location() {
        return root.isEmpty() ? archive.location() : archive.locationOf(root.substring(0, root.length() - 1));
    }

    /**
     * Its bytes.
     *
     * @throws IOException if the archive is broken there, or has gone
     */
    public byte[] read() throws IOException {
        return archive.read(file);
    }

    /** Its name for class loaders: {@code com/acme/LeadSocket.class}. */
    String path() {
        return path;
    }
}

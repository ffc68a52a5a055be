package io.phase3.monitor.check.classpath;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All class files that an application would find, each where it would find it first, and what could not be read.
 * Immutable.
 */
public final class ClassPath {
    private final Map<String, ClassFile> files;
    private final List<Unreadable> unreadable;
    private final List<Misplaced> misplaced;

    /** A jar that cannot be read: a JVM would go on without it. */
    public record Unreadable(String location, String reason) {}

    /**
     * Classes that a JVM does not find by their names.
     *
     * @param folder what the class path has
     * @param root what it should have instead
     * @param classes how many
     */
    public record Misplaced(String folder, String root, int classes) {}

    ClassPath(Map<String, ClassFile> files, List<Unreadable> unreadable, List<Misplaced> misplaced) {
        this.files = Collections.unmodifiableMap(files);
        this.unreadable = List.copyOf(unreadable);
        this.misplaced = List.copyOf(misplaced);
    }

    /** The class files in the order of the class path. */
    public Collection<ClassFile> classes() {
        return files.values();
    }

    /** Jars that cannot be read. */
    public List<Unreadable> unreadable() {
        return unreadable;
    }

    /** Folders that a JVM would find nothing in, though there are classes. */
    public List<Misplaced> misplaced() {
        return misplaced;
    }

    /** A class loader that finds these class files, and those of the JDK, as resources, and never loads any. */
    public ClassLoader resources() {
        return new ClassFileLoader(this);
    }

    /** @param path as class loaders know it: {@code com/acme/LeadSocket.class} */
    Optional<ClassFile> find(String path) {
        return Optional.ofNullable(files.get(path));
    }
}

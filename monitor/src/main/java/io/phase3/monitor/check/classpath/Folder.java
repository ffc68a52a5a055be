package io.phase3.monitor.check.classpath;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.EnumSet;
import java.util.SortedSet;
import java.util.TreeSet;

/** A folder and all folders below it. Immutable. */
final class Folder implements Archive {
    private final String location;
    private final Path path;
    private final SortedSet<String> names;

    private Folder(String location, Path path, SortedSet<String> names) {
        this.location = location;
        this.path = path;
        this.names = names;
    }

    static Folder open(String location, Path path) throws IOException {
        SortedSet<String> names = new TreeSet<>();
        Files.walkFileTree(
                path, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        names.add(path.relativize(file).toString().replace(File.separatorChar, '/'));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException reason) {
                        // A link that leads back or nowhere, or a folder of somebody else's: the rest can be read.
                        return FileVisitResult.CONTINUE;
                    }
                });
        return new Folder(location, path, names);
    }

    @Override
    public String location() {
        return location;
    }

    @Override
    public String locationOf(String name) {
        return location.endsWith("/") ? location + name : location + '/' + name;
    }

    @Override
    public Collection<String> names() {
        return names;
    }

    @Override
    public byte[] read(String name) throws IOException {
        return Files.readAllBytes(path.resolve(name));
    }

    @Override
    public Archive nested(String name) throws IOException {
        return Zip.open(locationOf(name), path.resolve(name));
    }
}

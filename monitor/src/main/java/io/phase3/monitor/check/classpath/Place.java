package io.phase3.monitor.check.classpath;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A jar or folder of a class path.
 *
 * @param shown its path as its author knows it
 */
record Place(String shown, Path path) {
    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    /**
     * The places that a class path names, in its order.
     *
     * @throws ClassPathException if one does not exist
     */
    static List<Place> of(String classPath, Path workingDirectory) throws ClassPathException {
        List<Place> places = new ArrayList<>();
        for (String entry : SEPARATOR.split(classPath, -1)) {
            if (!entry.isBlank()) {
                places.addAll(entry(entry, workingDirectory));
            }
        }
        return places;
    }

    private static List<Place> entry(String entry, Path workingDirectory) throws ClassPathException {
        try {
            if (entry.equals("*") || entry.endsWith("/*")) {
                String folder = entry.substring(0, entry.length() - 1);
                return jarsIn(existing(folder.isEmpty() ? "." : folder, workingDirectory));
            }
            Place place = existing(entry, workingDirectory);
            return Files.isDirectory(place.path)
                    ? Stream.concat(Stream.of(place), jarsIn(place).stream()).toList()
                    : List.of(place);
        } catch (IOException e) {
            throw new ClassPathException("'" + entry + "' cannot be read: " + e.getMessage());
        } catch (InvalidPathException e) {
            throw new ClassPathException("'" + entry + "' is no path: " + e.getReason());
        }
    }

    private static Place existing(String shown, Path workingDirectory) throws ClassPathException {
        Path path = workingDirectory.resolve(shown).normalize();
        if (!Files.exists(path)) {
            throw new ClassPathException(MissingPath.message(shown, path));
        }
        return new Place(shown, path);
    }

    private static List<Place> jarsIn(Place folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.path, "*.{jar,JAR}")) {
            List<Place> jars = new ArrayList<>();
            files.forEach(jar -> jars.add(folder.in(jar.getFileName().toString())));
            jars.sort((left, right) -> left.shown.compareTo(right.shown));
            return jars;
        }
    }

    /** A file or folder in this folder. */
    Place in(String name) {
        return new Place(shown.endsWith("/") ? shown + name : shown + '/' + name, path.resolve(name));
    }

    /**
     * The file that a jar's manifest names, if there is one: a JVM overlooks those that are missing, too.
     *
     * @param reference a URL relative to this place
     */
    Optional<Place> referenced(String reference) {
        try {
            URI uri = path.toUri().resolve(new URI(reference));
            Path file = Path.of(uri);
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            Path parent = path.getParent();
            String relative =
                    parent == null ? file.toString() : parent.relativize(file).toString();
            int name = shown.lastIndexOf('/') + 1;
            return Optional.of(new Place(shown.substring(0, name) + relative, file));
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return Optional.empty();
        }
    }
}

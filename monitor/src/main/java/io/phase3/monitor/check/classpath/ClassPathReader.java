package io.phase3.monitor.check.classpath;

import io.phase3.monitor.check.classpath.ClassPath.Misplaced;
import io.phase3.monitor.check.classpath.ClassPath.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the class files behind a class path as people write it, in the order in which a JVM would.
 *
 * <p>Jars are opened side by side; what their manifests name is opened after them, and stands right behind them. Used by one
 * thread.
 */
public final class ClassPathReader {
    private final Path workingDirectory;
    private final int release;
    private final Map<Path, Opened> opened = new HashMap<>();

    /** What was found at one place, in its order. */
    private record Opened(
            List<Layout> layouts, List<Place> references, List<Unreadable> unreadable, List<Misplaced> misplaced) {
        Opened() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /**
     * A reader.
     *
     * @param workingDirectory where relative paths start
     * @param release the Java version whose JVM the classes are for
     */
    public ClassPathReader(Path workingDirectory, int release) {
        this.workingDirectory = workingDirectory;
        this.release = release;
    }

    /**
     * The class files of class paths that follow each other.
     *
     * @param classPaths jars, WARs, folders of classes or jars, {@code libs/*}; several in one text stand apart by the system's
     *     path separator
     * @throws ClassPathException if something does not exist, or there is no class at all
     */
    public ClassPath read(List<String> classPaths) throws ClassPathException {
        List<Place> places = new ArrayList<>();
        for (String classPath : classPaths) {
            places.addAll(Place.of(classPath, workingDirectory));
        }
        if (places.isEmpty()) {
            throw new ClassPathException("it is empty: name jars and folders, as in app.jar:libs/");
        }
        open(places);
        Map<Path, Opened> inOrder = new LinkedHashMap<>();
        arrange(places, inOrder);
        return merge(inOrder.values(), String.join(":", classPaths));
    }

    private void open(List<Place> places) {
        List<Place> next = places;
        while (!next.isEmpty()) {
            Map<Path, Place> once = new LinkedHashMap<>();
            next.forEach(place -> once.putIfAbsent(place.path(), place));
            once.keySet().removeAll(opened.keySet());
            Map<Path, Opened> found =
                    once.values().parallelStream().collect(Collectors.toConcurrentMap(Place::path, this::open));
            opened.putAll(found);
            next = found.values().stream()
                    .flatMap(more -> more.references().stream())
                    .toList();
        }
    }

    private Opened open(Place place) {
        Opened found = new Opened();
        try {
            if (Files.isDirectory(place.path())) {
                Layout layout = Layout.ofFolder(Folder.open(place.shown(), place.path()));
                Misplacements.remove(layout.classes())
                        .forEach((root, classes) -> found.misplaced()
                                .add(new Misplaced(place.shown(), place.in(root).shown(), classes)));
                add(layout, found);
            } else {
                Layout layout = Layout.ofJar(Zip.open(place.shown(), place.path()), release);
                layout.references().stream()
                        .map(place::referenced)
                        .flatMap(Optional::stream)
                        .forEach(found.references()::add);
                add(layout, found);
            }
        } catch (IOException e) {
            found.unreadable().add(new Unreadable(place.shown(), reason(e)));
        }
        return found;
    }

    /** Adds a layout and its libraries. */
    private void add(Layout layout, Opened found) {
        found.layouts().add(layout);
        layout.libraries().parallelStream()
                .map(library -> library(layout.archive(), library))
                .toList()
                .forEach(library -> {
                    found.layouts().addAll(library.layouts());
                    found.unreadable().addAll(library.unreadable());
                });
    }

    private Opened library(Archive archive, String name) {
        Opened found = new Opened();
        try {
            found.layouts().add(Layout.ofJar(archive.nested(name), release));
        } catch (IOException e) {
            found.unreadable().add(new Unreadable(archive.locationOf(name), reason(e)));
        }
        return found;
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Puts what each manifest names right behind its jar; what comes twice counts where it comes first. */
    private void arrange(Collection<Place> places, Map<Path, Opened> inOrder) {
        for (Place place : places) {
            Opened found = opened.get(place.path());
            if (inOrder.putIfAbsent(place.path(), found) == null) {
                arrange(found.references(), inOrder);
            }
        }
    }

    private static ClassPath merge(Collection<Opened> inOrder, String shown) throws ClassPathException {
        Map<String, ClassFile> files = new LinkedHashMap<>();
        List<Unreadable> unreadable = new ArrayList<>();
        List<Misplaced> misplaced = new ArrayList<>();
        for (Opened found : inOrder) {
            found.layouts().forEach(layout -> layout.classes().forEach(files::putIfAbsent));
            unreadable.addAll(found.unreadable());
            misplaced.addAll(found.misplaced());
        }
        if (files.isEmpty() && unreadable.isEmpty()) {
            throw new ClassPathException("there is no class in '" + shown + "'" + hint(inOrder, misplaced));
        }
        return new ClassPath(files, unreadable, misplaced);
    }

    private static String hint(Collection<Opened> inOrder, List<Misplaced> misplaced) {
        if (!misplaced.isEmpty()) {
            return "; classes begin at " + misplaced.get(0).root() + ": name that folder";
        }
        return inOrder.stream()
                .flatMap(found -> found.layouts().stream())
                .flatMap(layout -> layout.strayJars().stream())
                .findFirst()
                .map(folder -> "; there are jars in " + folder + ": name that")
                .orElse("");
    }
}

package io.phase3.monitor.check.classpath;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands where in one archive: plain classes, those of a Spring Boot jar or a WAR, versions for later JVMs, jars.
 * Immutable once made.
 */
final class Layout {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";
    private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/(\\d{1,4})/(.+)");
    private static final Pattern APPLICATION = Pattern.compile("((?:BOOT|WEB)-INF/classes/)(.+)");
    private static final Pattern LIBRARY =
            Pattern.compile("(?:BOOT-INF/lib|WEB-INF/lib|WEB-INF/lib-provided)/[^/]+\\.jar");
    private static final List<String> NO_PACKAGES = List.of("META-INF/", "BOOT-INF/", "WEB-INF/");

    private final Archive archive;
    private final Attributes manifest;
    private final Map<String, ClassFile> classes = new LinkedHashMap<>();
    private final List<String> libraries = new ArrayList<>();
    private Optional<String> strayJars = Optional.empty();

    private Layout(Archive archive, Attributes manifest) {
        this.archive = archive;
        this.manifest = manifest;
    }

    /** The layout of a folder: a manifest in it means nothing to a JVM. */
    static Layout ofFolder(Archive folder) {
        return new Layout(folder, new Attributes()).sorted(0);
    }

    /** @param release the Java version whose JVM looks at it */
    static Layout ofJar(Archive jar, int release) throws IOException {
        Attributes manifest = jar.names().contains(MANIFEST)
                ? new Manifest(new ByteArrayInputStream(jar.read(MANIFEST))).getMainAttributes()
                : new Attributes();
        return new Layout(jar, manifest).sorted(release);
    }

    Archive archive() {
        return archive;
    }

    /** Its classes by path; what an application's own loader has comes behind what the JVM's has. */
    Map<String, ClassFile> classes() {
        return classes;
    }

    /** The names of the jars that an application's own loader adds, in their order. */
    List<String> libraries() {
        return libraries;
    }

    /** The paths, relative to this archive, of the jars that its manifest adds. */
    List<String> references() {
        String value = manifest.getValue(Attributes.Name.CLASS_PATH);
        return value == null ? List.of() : List.of(value.trim().split("\\s+"));
    }

    /** Where jars lie that no class loader finds: {@code build/libs}. */
    Optional<String> strayJars() {
        return strayJars;
    }

    private Layout sorted(int release) {
        boolean multiRelease = Boolean.parseBoolean(manifest.getValue(Attributes.Name.MULTI_RELEASE));
        Map<Integer, List<ClassFile>> versions = new TreeMap<>();
        List<ClassFile> application = new ArrayList<>();
        for (String name : archive.names()) {
            if (ClassFile.isClass(name)) {
                Matcher inApplication = APPLICATION.matcher(name);
                Matcher versioned = VERSIONED.matcher(name);
                if (inApplication.matches()) {
                    application.add(new ClassFile(archive, inApplication.group(1), name, inApplication.group(2)));
                } else if (versioned.matches() && multiRelease) {
                    versions.computeIfAbsent(Integer.valueOf(versioned.group(1)), absent -> new ArrayList<>())
                            .add(new ClassFile(archive, "", name, versioned.group(2)));
                } else if (NO_PACKAGES.stream().noneMatch(name::startsWith)) {
                    classes.put(name, new ClassFile(archive, "", name, name));
                }
            } else if (LIBRARY.matcher(name).matches()) {
                libraries.add(name);
            } else if (name.endsWith(".jar") && strayJars.isEmpty() && name.indexOf('/') > 0) {
                strayJars = Optional.of(archive.locationOf(name.substring(0, name.lastIndexOf('/'))));
            }
        }
        versions.forEach((version, files) -> {
            if (version <= release) {
                files.forEach(file -> classes.put(file.path(), file));
            }
        });
        application.forEach(file -> classes.putIfAbsent(file.path(), file));
        return this;
    }
}

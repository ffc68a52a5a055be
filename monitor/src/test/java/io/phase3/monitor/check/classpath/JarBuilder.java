package io.phase3.monitor.check.classpath;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Builds jars as build tools do: what is put first stands first. */
public final class JarBuilder {
    private final Map<String, byte[]> deflated = new LinkedHashMap<>();
    private final Map<String, byte[]> stored = new LinkedHashMap<>();

    /** A file, packed. */
    public JarBuilder with(String name, byte[] content) {
        deflated.put(name, content);
        return this;
    }

    /** A file as Spring Boot puts jars into its own: not packed. */
    public JarBuilder stored(String name, byte[] content) {
        stored.put(name, content);
        return this;
    }

    /** A class of the tests' own. */
    public JarBuilder with(Class<?> type) {
        return with("", type);
    }

    /** A class of the tests' own, below a folder. */
    public JarBuilder with(String folder, Class<?> type) {
        return with(folder + pathOf(type), bytesOf(type));
    }

    /** The lines of its manifest. */
    public JarBuilder manifest(String... lines) {
        String text = "Manifest-Version: 1.0\r\n" + String.join("\r\n", lines) + "\r\n\r\n";
        return with("META-INF/MANIFEST.MF", text.getBytes(StandardCharsets.UTF_8));
    }

    /** The jar. */
    public byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : deflated.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
            for (Map.Entry<String, byte[]> file : stored.entrySet()) {
                zip.putNextEntry(storedEntry(file.getKey(), file.getValue()));
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    /** The jar as a file; the folders above it come into being. */
    public Path writeTo(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes());
    }

    private static ZipEntry storedEntry(String name, byte[] content) {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        return entry;
    }

    /** {@code com/acme/LeadSocket.class}. */
    public static String pathOf(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }

    /** The class file. */
    public static byte[] bytesOf(Class<?> type) {
        try (InputStream in = type.getClassLoader().getResourceAsStream(pathOf(type))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

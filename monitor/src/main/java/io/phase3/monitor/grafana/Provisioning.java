package io.phase3.monitor.grafana;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A directory from which Grafana takes the dashboard at its start, without anybody asking it.
 *
 * @param files each that belongs there, and what became of it
 */
public record Provisioning(Map<Path, Change> files) {

    /**
     * Writes the files that are not there as they should be.
     *
     * @throws IOException if one cannot be read or written; the message says which
     */
    public static Provisioning write(ShippedFiles shipped, Path directory, String folder, URI prometheus)
            throws IOException {
        Path root = directory.toAbsolutePath().normalize();
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(
                ShippedFiles.PROVIDER,
                replaced(
                        replaced(
                                shipped.text(ShippedFiles.PROVIDER),
                                "$PHASE3_DASHBOARDS",
                                root.resolve(ShippedFiles.DASHBOARD).getParent().toString()),
                        "Phase 3",
                        folder.equals("General") ? "" : folder));
        texts.put(
                ShippedFiles.DATA_SOURCE,
                replaced(shipped.text(ShippedFiles.DATA_SOURCE), "$PHASE3_PROMETHEUS_URL", prometheus.toString()));
        texts.put(ShippedFiles.DASHBOARD, shipped.text(ShippedFiles.DASHBOARD));
        Map<Path, Change> files = new LinkedHashMap<>();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Path file = root.resolve(text.getKey());
            files.put(file, write(file, text.getValue()));
        }
        return new Provisioning(files);
    }

    /** A value at the end of a line becomes another one; Grafana takes a $ for the beginning of a variable. */
    private static String replaced(String yaml, String value, String by) {
        String quoted = TextNode.valueOf(by.replace("$", "$$")).toString();
        String replaced = yaml.replace(": " + value + "\n", ": " + quoted + "\n");
        if (replaced.equals(yaml) && !by.equals(value)) {
            throw new IllegalStateException("no value '" + value + "' in " + yaml);
        }
        return replaced;
    }

    private static Change write(Path file, String text) throws IOException {
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
                return Change.CREATED;
            }
            if (Files.readString(file).equals(text)) {
                return Change.UNCHANGED;
            }
            Files.writeString(file, text);
            return Change.UPDATED;
        } catch (FileAlreadyExistsException e) {
            throw new IOException(e.getFile() + " is a file where a directory has to be", e);
        } catch (IOException e) {
            throw new IOException(file + " cannot be written: " + e, e);
        }
    }
}

package io.phase3.monitor.grafana;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What this product has for Grafana.
 *
 * @param folder {@code config/monitoring/grafana}
 */
public record ShippedFiles(Path folder) {
    static final String DASHBOARD = "dashboards/phase3_production_monitoring.json";
    static final String PROVIDER = "provisioning/dashboards/phase3.yml";
    static final String DATA_SOURCE = "provisioning/datasources/phase3.yml";

    /** The dashboard. */
    public ObjectNode dashboard() throws IOException {
        String text = text(DASHBOARD);
        try {
            JsonNode dashboard = new ObjectMapper().readTree(text);
            if (dashboard instanceof ObjectNode object && object.hasNonNull("uid")) {
                return object;
            }
        } catch (JacksonException e) {
            throw new IOException(
                    folder.resolve(DASHBOARD) + " is no JSON: line "
                            + e.getLocation().getLineNr(),
                    e);
        }
        throw new IOException(folder.resolve(DASHBOARD) + " is no dashboard with a uid");
    }

    String text(String name) throws IOException {
        Path file = folder.resolve(name);
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file + ": run it with the launcher ./phase3", e);
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e, e);
        }
    }
}

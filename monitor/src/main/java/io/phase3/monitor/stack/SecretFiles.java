package io.phase3.monitor.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Finds the files with secrets that a configuration of Alertmanager names. */
final class SecretFiles {
    private SecretFiles() {}

    /** Those that are not there, or are not for us. */
    static List<String> unreadable(Path configuration) throws IOException {
        Set<String> files = new TreeSet<>();
        collect(new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(configuration)), files);
        return files.stream()
                .filter(file -> !Files.isReadable(configuration.resolveSibling(file)))
                .toList();
    }

    private static void collect(Object value, Set<String> files) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> {
                if (key.toString().endsWith("_file") && each instanceof String file) {
                    files.add(file);
                } else {
                    collect(each, files);
                }
            });
        } else if (value instanceof List<?> list) {
            list.forEach(each -> collect(each, files));
        }
    }
}

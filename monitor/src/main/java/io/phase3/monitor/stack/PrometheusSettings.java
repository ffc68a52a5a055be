package io.phase3.monitor.stack;

import io.phase3.monitor.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Turns {@code config/monitoring/prometheus.yml} into that of a stack: its ports, and no job without its part. */
final class PrometheusSettings {
    /** A link that leads nowhere yet; the runbooks on this disk are better. */
    private static final String EXAMPLE_OF_RUNBOOKS = "https://runbooks.example.com/";

    private final Setup setup;
    private final LocalAddresses addresses;

    PrometheusSettings(Setup setup) {
        this.setup = setup;
        this.addresses = new LocalAddresses(setup);
    }

    /**
     * The text of the configuration.
     *
     * @throws CommandFailure if the file is no YAML
     */
    String of(Path file) throws IOException {
        Map<Object, Object> root = new LinkedHashMap<>(mapping(read(file), file));
        List<Object> jobs = new ArrayList<>();
        if (root.get("scrape_configs") instanceof List<?> all) {
            all.stream().filter(job -> !isOfAbsentPart(job)).forEach(jobs::add);
        }
        root.put("scrape_configs", jobs);
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        return "# Made of " + file + " by 'phase3 stack'. Change that one, then: phase3 stack reload-prometheus\n"
                + new Yaml(options).dump(own(root, file.getParent()));
    }

    private static Object read(Path file) throws IOException {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
        } catch (YAMLException e) {
            throw new CommandFailure(file + " is not YAML: " + e.getMessage().replaceAll("\\s+", " "));
        }
    }

    private static Map<?, ?> mapping(Object root, Path file) {
        if (root instanceof Map<?, ?> map) {
            return map;
        }
        throw new CommandFailure(file + " is no configuration of Prometheus: it has no keys");
    }

    /** A job names its part by where that listens unless told otherwise; one elsewhere is not ours to leave out. */
    private boolean isOfAbsentPart(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(this::isOfAbsentPart);
        }
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(this::isOfAbsentPart);
        }
        return value instanceof String text && addresses.isOfAbsentPart(text);
    }

    private Object own(Object value, Path folder) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> own = new LinkedHashMap<>();
            map.forEach((key, each) -> own.put(
                    key,
                    key.equals("files") && each instanceof List<?> files
                            ? absolute(files, folder)
                            : own(each, folder)));
            return own;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(each -> own(each, folder)).toList();
        }
        return value instanceof String text ? addresses.moved(withRunbooks(text)) : value;
    }

    /** Prometheus watches files of targets where people change them. */
    private static List<String> absolute(List<?> files, Path folder) {
        return files.stream()
                .map(file -> folder.resolve(file.toString()).toString())
                .toList();
    }

    private String withRunbooks(String text) {
        return text.startsWith(EXAMPLE_OF_RUNBOOKS)
                ? Path.of(setup.home(), "docs", text.substring(EXAMPLE_OF_RUNBOOKS.length()))
                        .toUri()
                        .toString()
                : text;
    }
}

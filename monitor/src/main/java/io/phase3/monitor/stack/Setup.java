package io.phase3.monitor.stack;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a stack consists of, as it was chosen when it was started.
 *
 * @param home the folder with {@code config}
 * @param exporterConfig the exporter's configuration
 * @param ports of the parts that run
 * @param absent why the others do not
 */
record Setup(Way with, String home, String exporterConfig, Map<Part, Integer> ports, Map<Part, String> absent) {

    Setup {
        ports = new TreeMap<>(ports);
        absent = new TreeMap<>(absent);
    }

    /** In the order in which they are started. */
    Set<Part> parts() {
        return ports.keySet();
    }

    /** Where a part is to be found, if it runs. */
    Optional<URI> address(Part part) {
        return Optional.ofNullable(ports.get(part)).map(port -> URI.create("http://127.0.0.1:" + port));
    }

    /** Where Prometheus is, without which there is no stack. */
    URI prometheus() {
        return address(Part.PROMETHEUS).orElseThrow();
    }
}

package io.phase3.monitor.stack;

import io.phase3.monitor.programs.SearchPath;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A program of the stack; in the order in which they are started, so that nothing is asked before it is there. */
enum Part {
    EXPORTER(8010, true, "", "", "/-/healthy"),
    BLACKBOX(9115, false, "prometheus-blackbox-exporter", "blackbox_exporter", "/-/healthy"),
    REDIS_EXPORTER(9121, false, "prometheus-redis-exporter", "redis_exporter", "/"),
    POSTGRES_EXPORTER(9187, false, "prometheus-postgres-exporter", "postgres_exporter", "/"),
    ALERTMANAGER(9093, true, "prometheus-alertmanager", "alertmanager", "/-/ready"),
    PROMETHEUS(9090, true, "prometheus", "prometheus", "/-/ready"),
    GRAFANA(3000, false, "grafana-server", "grafana", "/api/health");

    private final int defaultPort;
    private final boolean required;
    private final String debianName;
    private final String name;
    private final String readyPath;

    Part(int defaultPort, boolean required, String debianName, String name, String readyPath) {
        this.defaultPort = defaultPort;
        this.required = required;
        this.debianName = debianName;
        this.name = name;
        this.readyPath = readyPath;
    }

    /** As operators write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where it listens unless told otherwise; {@code config/monitoring} names it so. */
    int defaultPort() {
        return defaultPort;
    }

    /** Whether there is no stack without it. */
    boolean required() {
        return required;
    }

    /** Answers 200 once it does its work. */
    String readyPath() {
        return readyPath;
    }

    /** Whether it is this jar, and not a program of somebody else. */
    boolean isOurs() {
        return name.isEmpty();
    }

    /** Debian's package, and the program in it. */
    String debianName() {
        return debianName;
    }

    /** What installs it; Debian has no Grafana of its own. */
    String installation() {
        return this == GRAFANA ? "see grafana.com/grafana/download" : "apt-get install " + debianName;
    }

    /** Its program, by Debian's name, which is that of its package, too, or by its makers'. */
    Optional<Path> program(SearchPath path) {
        return path.find(debianName).or(() -> path.find(name));
    }

    /** Reads what {@link #toString} writes. */
    static final class Converter implements ITypeConverter<Part> {
        @Override
        public Part convert(String text) {
            return Stream.of(values())
                    .filter(part -> part.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' is no part; there are "
                            + Stream.of(values()).map(Part::toString).collect(Collectors.joining(", "))));
        }
    }
}

package io.phase3.monitor.stack;

import io.phase3.monitor.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Decides of what a new stack consists: from what the person wants, and what the machine has. */
final class Choice {
    private static final String SWITCHED_OFF = "switched off by --without";

    @Option(
            names = "--with",
            paramLabel = "native|compose",
            converter = Way.Converter.class,
            description = "Run programs of this machine, or Docker Compose. Without it, whichever is there.")
    private Way with;

    @Option(
            names = "--without",
            paramLabel = "PART",
            converter = Part.Converter.class,
            description = "Leave out blackbox, redis_exporter, postgres_exporter or grafana; may be repeated.")
    private Set<Part> without = EnumSet.noneOf(Part.class);

    @Option(
            names = "--port",
            paramLabel = "PART=PORT",
            converter = {Part.Converter.class, PortConverter.class},
            description = "Where a part listens, 0 for any free port; may be repeated.")
    private Map<Part, Integer> ports = new EnumMap<>(Part.class);

    @Option(
            names = "--exporter-config",
            paramLabel = "FILE",
            description = "The exporter's configuration. Without it, config/exporter.conf.")
    private Path exporterConfig;

    /** Decides as before where the person says nothing: for a stack that has to be repaired. */
    void orElse(Setup before) {
        if (with == null && without.isEmpty() && ports.isEmpty() && exporterConfig == null) {
            with = before.with();
            ports = before.ports();
            exporterConfig = Path.of(before.exporterConfig());
            before.absent().forEach((part, why) -> {
                if (why.equals(SWITCHED_OFF)) {
                    without.add(part);
                }
            });
        }
    }

    /**
     * What it is.
     *
     * @throws CommandFailure if there can be none; it says what to install, or to change
     */
    Setup on(Machine machine, Ports free) throws IOException, InterruptedException {
        Optional<String> noPrograms = whyNoPrograms(machine);
        if (with == Way.NATIVE || (with == null && noPrograms.isEmpty())) {
            noPrograms.ifPresent(why -> {
                throw new CommandFailure(why);
            });
            return programs(machine, free);
        }
        Compose compose = new Compose(machine, machine.home());
        Optional<String> noCompose = compose.whyNot();
        if (noCompose.isPresent()) {
            throw new CommandFailure(
                    with == Way.COMPOSE
                            ? noCompose.get() + ": install and start Docker with its Compose plugin"
                            : noPrograms.orElseThrow() + "; or install and start Docker with its Compose plugin ("
                                    + noCompose.get() + ")");
        }
        if (!ports.isEmpty() || !without.isEmpty() || exporterConfig != null) {
            throw new CommandFailure("Docker Compose takes ports, parts and configuration from config/compose.yaml;"
                    + " leave out --port, --without and --exporter-config, or use --with native");
        }
        return new Setup(Way.COMPOSE, machine.home().toString(), "", compose.ports(), Map.of());
    }

    private static Optional<String> whyNoPrograms(Machine machine) {
        List<Part> missing = Stream.of(Part.values())
                .filter(part -> part.required() && !part.isOurs())
                .filter(part -> part.program(machine.path()).isEmpty())
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(missing.stream().map(Part::toString).collect(Collectors.joining(" and "))
                        + (missing.size() == 1 ? " is" : " are") + " not on the PATH: apt-get install "
                        + missing.stream().map(Part::debianName).collect(Collectors.joining(" ")));
    }

    private Setup programs(Machine machine, Ports free) throws IOException, InterruptedException {
        Map<Part, String> absent = new EnumMap<>(Part.class);
        for (Part part : without) {
            if (part.required()) {
                throw new CommandFailure("there is no stack without " + part);
            }
            absent.put(part, SWITCHED_OFF);
        }
        for (Part part : Part.values()) {
            Missing.reason(part, machine).ifPresent(why -> absent.putIfAbsent(part, why));
        }
        for (Part part : ports.keySet()) {
            if (absent.containsKey(part)) {
                throw new CommandFailure("--port " + part + ": this part is " + absent.get(part));
            }
        }
        Set<Part> parts = EnumSet.copyOf(Arrays.asList(Part.values()));
        parts.removeAll(absent.keySet());
        return new Setup(
                Way.NATIVE, machine.home().toString(), exporterConfig(machine), free.choose(parts, ports), absent);
    }

    private String exporterConfig(Machine machine) {
        Path file = exporterConfig == null
                ? machine.home().resolve("config/exporter.conf")
                : exporterConfig.toAbsolutePath().normalize();
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure(
                    file + " does not exist; name the exporter's configuration" + " with --exporter-config FILE");
        }
        return file.toString();
    }
}

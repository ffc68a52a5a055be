package io.phase3.monitor.stack;

import io.phase3.monitor.programs.ProgramRun;
import io.phase3.monitor.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes what the parts read out of {@code config/monitoring}, checks it, and puts it in place as a whole. */
final class Configuration {
    private static final Duration CHECK_LIMIT = Duration.ofMinutes(1);

    private final Machine machine;
    private final StackDirectory directory;
    private final Setup setup;
    private final Path source;
    private final Path next;
    private final Path before;

    Configuration(Machine machine, StackDirectory directory, Setup setup) {
        this.machine = machine;
        this.directory = directory;
        this.setup = setup;
        this.source = Path.of(setup.home(), "config/monitoring");
        this.next = directory.root().resolve("config.next");
        this.before = directory.root().resolve("config.before");
    }

    /**
     * Puts a new one in place; what was there is kept until the next time.
     *
     * @throws CommandFailure if it is wrong, in the words of who checks it; nothing has changed then
     */
    void renew() throws IOException, InterruptedException {
        try {
            StackDirectory.deleteAll(next);
            make();
            check("promtool", List.of("check", "config"), "prometheus.yml");
            check("amtool", List.of("check-config"), "alertmanager.yml");
        } catch (NoSuchFileException e) {
            throw new CommandFailure(e.getFile() + " does not exist; the stack is made of the files in " + source);
        }
        StackDirectory.deleteAll(before);
        if (Files.exists(directory.config())) {
            Files.move(directory.config(), before);
        }
        Files.move(next, directory.config());
    }

    /** Puts what was there before {@link #renew} in place again. */
    void restore() throws IOException {
        StackDirectory.deleteAll(directory.config());
        Files.move(before, directory.config());
    }

    private void make() throws IOException {
        Files.createDirectories(next.resolve("templates"));
        Files.writeString(
                next.resolve("prometheus.yml"), new PrometheusSettings(setup).of(source.resolve("prometheus.yml")));
        Files.writeString(
                next.resolve("alertmanager.yml"),
                new LocalAddresses(setup).moved(Files.readString(source.resolve("alertmanager.yml"))));
        Files.copy(source.resolve("blackbox.yml"), next.resolve("blackbox.yml"));
        copy(source, "phase3_*.yml", next);
        copy(source.resolve("templates"), "*.tmpl", next.resolve("templates"));
    }

    private static void copy(Path folder, String names, Path target) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, names)) {
            for (Path file : files) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
    }

    /** Where the tool is not installed, the part itself is the judge. */
    private void check(String tool, List<String> arguments, String file) throws IOException, InterruptedException {
        Optional<Path> program = machine.path().find(tool);
        if (program.isEmpty()) {
            return;
        }
        List<String> commandLine = new ArrayList<>(List.of(program.get().toString()));
        commandLine.addAll(arguments);
        commandLine.add(next.resolve(file).toString());
        ProgramRun run = ProgramRun.of(commandLine, machine.environment(), directory.root(), CHECK_LIMIT);
        if (!run.succeeded()) {
            throw new CommandFailure(
                    tool + " refuses the configuration:" + System.lineSeparator() + complaints(run.output()));
        }
    }

    /** What it says of files that are right is left out; and people change the source, not its copy. */
    private String complaints(String message) {
        return message.replace(next.toString(), source.toString())
                .lines()
                .filter(line -> !line.isBlank())
                .filter(line -> !line.startsWith("Checking") && !line.startsWith("  SUCCESS"))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}

package io.phase3.monitor.attach;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** A process that runs Java, as the operating system shows it: looking at it does not touch it. */
final class Jvm {
    private static final String UNKNOWN_USER = "another user";

    private final ProcessHandle process;
    private final ProcFiles proc;
    private final JavaCommandLine commandLine;

    private Jvm(ProcessHandle process) {
        this.process = process;
        this.proc = new ProcFiles(process.pid());
        this.commandLine = new JavaCommandLine(proc.commandLine().isEmpty() ? info(process) : proc.commandLine());
    }

    /** All that run, without the one that runs this. */
    static List<Jvm> all() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .flatMap(process -> of(process).stream())
                .sorted(Comparator.comparingLong(Jvm::pid))
                .toList();
    }

    /** The process as a JVM, if it is one. */
    static Optional<Jvm> of(ProcessHandle process) {
        Jvm jvm = new Jvm(process);
        return jvm.runsJava() ? Optional.of(jvm) : Optional.empty();
    }

    /** Its process id. */
    long pid() {
        return process.pid();
    }

    /** What stands in {@code /proc} about it. */
    ProcFiles proc() {
        return proc;
    }

    /** Its files, by the paths that it knows them by. */
    ItsFiles files() {
        return new ItsFiles(proc.root());
    }

    /** How it was started, as far as that is known. */
    JavaCommandLine commandLine() {
        return commandLine;
    }

    /** What it runs, for people. */
    String main() {
        return commandLine.main().orElseGet(commandLine::program);
    }

    /** For people: {@code 4711 (app.jar)}. */
    @Override
    public String toString() {
        return main().isEmpty() ? Long.toString(pid()) : pid() + " (" + main() + ")";
    }

    /** Whose it is. */
    String user() {
        return process.info().user().orElse(UNKNOWN_USER);
    }

    /** Whether its user runs this, too. */
    boolean isOurs() {
        return user().equals(ourUser());
    }

    /** Whether whoever runs this may attach to it. */
    boolean isReachable() {
        return isOurs() || ourUser().equals("root");
    }

    /** Its version of Java, as its installation has it. */
    Optional<String> version() {
        Optional<Path> inside = proc.libjvm().or(() -> process.info().command().map(Path::of));
        return inside.flatMap(this::release)
                .map(release -> release.getProperty("JAVA_VERSION", ""))
                .map(version -> version.replace("\"", ""))
                .filter(version -> !version.isEmpty());
    }

    /** The agent's jar, by the path that it knows it by, if one is loaded: the JVM keeps it open. */
    Optional<Path> agentJar() {
        return proc.openFiles().stream()
                .filter(file -> file.getFileName() != null
                        && file.getFileName().toString().matches("phase3-agent(-\\d.*)?\\.jar"))
                .findFirst();
    }

    private boolean runsJava() {
        return proc.libjvm().isPresent()
                || (!proc.showsLibraries() && commandLine.program().equals("java"));
    }

    /** The file {@code release} of the installation that this file lies in. */
    private Optional<Properties> release(Path inside) {
        for (Path folder = inside.getParent(); folder != null; folder = folder.getParent()) {
            Path file = files().here(folder.resolve("release"));
            if (Files.isRegularFile(file)) {
                return read(file);
            }
        }
        return Optional.empty();
    }

    private static Optional<Properties> read(Path file) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
            return Optional.of(properties);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String ourUser() {
        return ProcessHandle.current().info().user().orElseGet(() -> System.getProperty("user.name"));
    }

    private static List<String> info(ProcessHandle process) {
        return Stream.concat(
                        process.info().command().stream(),
                        process.info().arguments().stream().flatMap(Stream::of))
                .toList();
    }
}

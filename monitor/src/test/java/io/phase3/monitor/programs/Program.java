package io.phase3.monitor.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of a Debian package; where it is missing, who asks for it is skipped, but fails if {@code CI} is set. */
public final class Program {
    public static final Program PROMTOOL = new Program("promtool", "prometheus");
    public static final Program AMTOOL = new Program("amtool", "prometheus-alertmanager");
    static final Program PROMETHEUS = new Program("prometheus", "prometheus");
    static final Program ALERTMANAGER = new Program("prometheus-alertmanager", "prometheus-alertmanager");

    private static final long SECONDS_TO_END = 300;

    private final String name;
    private final String debianPackage;

    private Program(String name, String debianPackage) {
        this.name = name;
        this.debianPackage = debianPackage;
    }

    /** How it ended, and what it said, to whomever. */
    public record Ended(int status, String output) {
        public Ended successfully() {
            assertThat(status).as(output).isZero();
            return this;
        }
    }

    /** Runs it in the folder until it ends. */
    public Ended run(Path folder, String... arguments) throws IOException, InterruptedException {
        Path output = Files.createTempFile(name, ".txt");
        try {
            Process process = start(folder, output, List.of(arguments));
            try {
                assertThat(process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS))
                        .as(name + " ends")
                        .isTrue();
            } finally {
                process.destroyForcibly().onExit().join();
            }
            return new Ended(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }

    /** Starts it in the folder; what it says goes into the file. */
    Process start(Path folder, Path output, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(installed().toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private Path installed() {
        Path found = SearchPath.ofProcess().find(name).orElse(null);
        String missing = name + " is not installed: apt-get install " + debianPackage;
        if (System.getenv("CI") != null) {
            assertThat(found).as(missing).isNotNull();
        }
        assumeTrue(found != null, missing);
        return found;
    }
}

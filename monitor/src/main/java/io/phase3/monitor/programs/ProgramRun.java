package io.phase3.monitor.programs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How a program ended, and what it said. */
public record ProgramRun(int status, String stdout, String stderr) {

    /** Whether it says that all is well. */
    public boolean succeeded() {
        return status == 0;
    }

    /** All that it said. */
    public String output() {
        return stdout + stderr;
    }

    /** Runs a program, with this environment and no other, until it ends, or for so long that it is killed. */
    public static ProgramRun of(List<String> commandLine, Map<String, String> environment, Path folder, Duration limit)
            throws IOException, InterruptedException {
        // Not pipes: they stay open as long as anything that the program has left behind.
        Path stdout = Files.createTempFile("stdout", ".txt");
        Path stderr = Files.createTempFile("stderr", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(commandLine)
                    .directory(folder.toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(stdout.toFile())
                    .redirectError(stderr.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = builder.start();
            try {
                if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                    process.destroyForcibly();
                }
                return new ProgramRun(process.waitFor(), Files.readString(stdout), Files.readString(stderr));
            } finally {
                process.destroyForcibly();
            }
        } finally {
            Files.delete(stdout);
            Files.delete(stderr);
        }
    }
}

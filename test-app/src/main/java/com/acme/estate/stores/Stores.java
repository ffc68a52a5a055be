package com.acme.estate.stores;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/**
 * Starts a PostgreSQL and a Redis, says where they are in one line of JSON, and ends them when its input ends.
 *
 * <p>Whoever started it may be killed without a chance to say so: the end of the standard input is the sign that also comes
 * then. SIGTERM ends it as well.
 */
@Command(
        name = "stores",
        description =
                "A PostgreSQL and a Redis on free ports of the loopback interface, until the standard input ends.",
        mixinStandardHelpOptions = true,
        version = "1.0.0")
public final class Stores implements Callable<Integer> {

    @Option(
            names = "--directory",
            required = true,
            description = "Where everything is kept; must not exist, and is deleted at the end.")
    private Path directory;

    /** Guarded by this; {@code null} until both are there, and after the end. */
    private RunningStores running;

    private Stores() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Stores());
    }

    @Override
    public Integer call() throws IOException {
        // The one line has its output to itself: what libraries log goes where errors go.
        PrintStream out = System.out;
        System.setOut(System.err);
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "stores-end"));
        try {
            out.println(new ObjectMapper().writeValueAsString(begin()));
        } catch (MissingPlatformException e) {
            System.err.println(e.getMessage());
            return ExitCode.SOFTWARE;
        }
        while (System.in.read() >= 0) {
            // Whatever is said does not matter.
        }
        return ExitCode.OK;
    }

    private synchronized Map<String, String> begin() throws IOException, MissingPlatformException {
        running = RunningStores.start(directory);
        return running.addresses();
    }

    /** Waits for a start that has begun: half a start could not be taken back. */
    private synchronized void end() {
        try {
            if (running != null) {
                running.close();
                running = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

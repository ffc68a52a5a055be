package io.phase3.monitor.demo;

import io.phase3.monitor.Phase3;
import io.phase3.monitor.terminal.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/** The command line of the product, with a {@link FakeApplication} in the place of the real one. */
final class DemoOfFakeApplication {

    private DemoOfFakeApplication() {}

    /** Arguments: the home folder and the file to serve, then those of the command. */
    public static void main(String[] arguments) {
        String[] command = Arrays.copyOfRange(arguments, 2, arguments.length);
        System.exit(commandLine(Terminal.ofProcess(), Path.of(arguments[0]), Path.of(arguments[1]))
                .execute(command));
    }

    /** {@code metrics} is the file to serve, with its journal beside it; {@code null} for an application that fails to start. */
    static CommandLine commandLine(Terminal terminal, Path home, Path metrics) {
        ApplicationCommand application = (load, port, settings) -> {
            List<String> line = new ArrayList<>(java(FakeApplication.class));
            line.add(Integer.toString(port));
            if (metrics != null) {
                line.add(metrics.toString());
                line.add(metrics.resolveSibling("journal").toString());
            }
            return line;
        };
        return Phase3.commandLine(terminal, List.of(new DemoCommand(terminal, new Home(home), application)));
    }

    /** The beginning of a command line that runs a class of these tests. */
    static List<String> java(Class<?> main) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(java, "-cp", System.getProperty("java.class.path"), main.getName());
    }
}

package io.phase3.monitor.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.phase3.monitor.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** What all commands of a stack have in common: which one, and whether a program reads the answer. */
final class StackOptions {
    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "The stack's folder. Without it, $$PHASE3_STACK_DIR; without that,"
                    + " $$XDG_STATE_HOME/phase3/stack or ~/.local/state/phase3/stack.")
    private Path directory;

    @Option(names = "--json", description = "Write one JSON object to stdout.")
    private boolean json;

    StackDirectory directory(Machine machine) {
        return StackDirectory.of(directory, machine);
    }

    /** Gives the answer, in either of its forms. */
    void answer(Terminal terminal, Map<String, ?> forPrograms, Iterable<String> forPeople) throws IOException {
        PrintWriter out = terminal.out();
        if (json) {
            out.println(new ObjectMapper().writeValueAsString(forPrograms));
        } else {
            forPeople.forEach(out::println);
        }
    }
}

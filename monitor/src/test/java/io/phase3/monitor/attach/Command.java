package io.phase3.monitor.attach;

import io.phase3.monitor.Phase3;
import io.phase3.monitor.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** {@code phase3 attach}, run in here: how it ended, and what it said. */
record Command(int code, String out, String err) {

    static Command run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = Terminal.plain(new PrintWriter(out, true), new PrintWriter(err, true));
        List<String> all = new ArrayList<>(List.of("attach"));
        all.addAll(List.of(arguments));
        int code = Phase3.commandLine(terminal, List.of(new AttachCommand(terminal)))
                .execute(all.toArray(String[]::new));
        return new Command(code, out.toString(), err.toString());
    }
}

package io.phase3.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.monitor.demo.DemoCommand;
import io.phase3.monitor.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class Phase3Test {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void explainsItself() {
        assertThat(phase3("--help")).isZero();
        assertThat(out.toString()).contains("Usage: phase3", "demo", "Exit codes:");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void knowsItsVersionInEveryCommand() {
        assertThat(phase3("demo", "--version")).isZero();
        assertThat(out.toString()).startsWith("phase3 ");
    }

    @Test
    void showsUsageWithoutACommand() {
        assertThat(phase3()).isEqualTo(2);
        assertThat(err.toString()).startsWith("Usage: phase3");
    }

    @Test
    void suggestsTheCommandThatWasMeant() {
        assertThat(phase3("demos")).isEqualTo(2);
        assertThat(err.toString()).contains("Did you mean: phase3 demo?", "Try 'phase3 --help'.");
    }

    private int phase3(String... arguments) {
        Terminal terminal = Terminal.plain(new PrintWriter(out, true), new PrintWriter(err, true));
        return Phase3.commandLine(terminal, List.of(new DemoCommand(terminal))).execute(arguments);
    }
}

package io.phase3.monitor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.monitor.terminal.Symbols;
import io.phase3.monitor.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class ProgressTest {
    private final StringWriter err = new StringWriter();
    private final AtomicLong millis = new AtomicLong();

    @Test
    void isToldAfterASecondAndWipedAtTheEnd() {
        work(true, 1_001);

        assertThat(err.toString())
                .startsWith("\r256 of 20,000 classes\r512 of 20,000")
                .endsWith("\r\u001b[K");
    }

    @Test
    void isNotWorthALineBefore() {
        work(true, 1_000);

        assertThat(err.toString()).isEmpty();
    }

    @Test
    void isForPeopleAlone() {
        work(false, 60_000);

        assertThat(err.toString()).isEmpty();
    }

    private void work(boolean live, long duration) {
        PrintWriter writer = new PrintWriter(err);
        Terminal terminal = new Terminal(writer, writer, live, Ansi.OFF, Symbols.ASCII);
        InstantSource time = () -> Instant.ofEpochMilli(millis.get());
        Clock clock = time.withZone(ZoneOffset.UTC);
        try (Progress progress = new Progress(terminal, clock, 20_000)) {
            millis.set(duration);
            for (int i = 0; i < 1_000; i++) {
                progress.step();
            }
        }
    }
}

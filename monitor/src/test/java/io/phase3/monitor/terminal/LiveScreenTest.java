package io.phase3.monitor.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveScreenTest {

    private final StringWriter written = new StringWriter();
    private final LiveScreen screen = new LiveScreen(new PrintWriter(written));

    @Test
    void drawsFirstWhereTheCursorIs() {
        screen.draw(List.of("one", "two"));

        assertThat(written.toString()).doesNotContain("A\r").contains("one" + System.lineSeparator() + "two");
    }

    @Test
    void goesUpByTheLinesDrawnBefore() {
        screen.draw(List.of("one", "two"));
        screen.draw(List.of("three"));
        screen.draw(List.of("four"));

        assertThat(written.toString()).containsOnlyOnce("\u001b[2A\r").containsOnlyOnce("\u001b[1A\r");
    }
}

package io.phase3.monitor.terminal;

import java.io.PrintWriter;
import java.util.List;

/** Draws a block of lines over the one drawn before; nothing above it is touched. */
public final class LiveScreen {

    private static final String CLEAR_BELOW = "\u001b[J";
    /** A line too long for a narrow window is cut instead of wrapped: a wrapped one would spoil the way up. */
    private static final String WRAP_OFF = "\u001b[?7l";

    private static final String WRAP_ON = "\u001b[?7h";

    private final PrintWriter out;
    private int drawn;

    public LiveScreen(PrintWriter out) {
        this.out = out;
    }

    public void draw(List<String> lines) {
        StringBuilder frame = new StringBuilder();
        if (drawn > 0) {
            frame.append("\u001b[").append(drawn).append("A\r");
        }
        frame.append(CLEAR_BELOW).append(WRAP_OFF);
        lines.forEach(line -> frame.append(line).append(System.lineSeparator()));
        frame.append(WRAP_ON);
        out.print(frame);
        out.flush();
        drawn = lines.size();
    }
}

package io.phase3.monitor.backtest.history;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes samples as OpenMetrics text, which promtool makes blocks of. */
public final class Pen implements Closeable {
    private static final int BUFFER = 1 << 20;

    private final OutputStream out;
    private byte[] time = {};

    private Pen(OutputStream out) {
        this.out = out;
    }

    /** Writes there, and closes it at the end. */
    public static Pen to(OutputStream out) {
        return new Pen(new BufferedOutputStream(out, BUFFER));
    }

    public static Pen open(Path file) throws IOException {
        return to(Files.newOutputStream(file));
    }

    /** What is written from now on happened then, in seconds since the epoch. */
    public void at(long second) {
        time = (" " + second + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** A sample; one that is not a number is none. */
    public void write(Series series, double value) throws IOException {
        if (Double.isNaN(value)) {
            return;
        }
        out.write(series.head());
        out.write(text(value).getBytes(StandardCharsets.US_ASCII));
        out.write(time);
    }

    private static String text(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    @Override
    public void close() throws IOException {
        try (out) {
            out.write("# EOF\n".getBytes(StandardCharsets.US_ASCII));
        }
    }
}

package io.phase3.monitor.backtest;

import io.phase3.monitor.backtest.history.Pen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Puts samples into the folder of a Prometheus that does not run.
 *
 * <p>promtool reads its text once for each block that it makes: a text is given to it in pieces that are one block each.
 */
final class Blocks {
    /** For many series: a text of some hundred megabytes. Blocks begin where lengths that are counted from the epoch do. */
    static final Duration SHORT = Duration.ofHours(18);

    /** For few; one of the lengths that promtool knows, which are two hours times a power of three. */
    static final Duration LONG = SHORT.multipliedBy(9);

    private static final long LIMIT_MINUTES = 10;

    private final Path promtool;
    private final Path folder;

    Blocks(Path promtool, Path folder) {
        this.promtool = promtool;
        this.folder = folder;
    }

    /** The span in pieces of one block each; the same step in all of them. */
    static List<Span> pieces(Span span, Duration length) {
        List<Span> pieces = new ArrayList<>();
        long seconds = length.toSeconds();
        Instant from = span.start();
        while (from.isBefore(span.end())) {
            Instant border = Instant.ofEpochSecond((from.getEpochSecond() / seconds + 1) * seconds);
            Instant end = border.isBefore(span.end()) ? border : span.end();
            pieces.add(new Span(from, end, span.step()));
            from = end;
        }
        return pieces;
    }

    /** Writes a piece at once, and makes the block of it when the answer is called. */
    Callable<Void> write(Writing piece, Path text) throws IOException {
        try (Pen pen = Pen.open(text)) {
            piece.to(pen);
        }
        return () -> {
            create(text);
            Files.delete(text);
            return null;
        };
    }

    private void create(Path text) throws IOException, InterruptedException {
        Path log = Path.of(text + ".log");
        Process process = new ProcessBuilder(
                        promtool.toString(),
                        "tsdb",
                        "create-blocks-from",
                        "openmetrics",
                        "--quiet",
                        "--max-block-duration=" + LONG.toHours() + "h",
                        text.toString(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException("promtool could not make a block: "
                        + Files.readString(log).strip());
            }
        } finally {
            process.destroyForcibly();
        }
    }

    /** Something that writes samples. */
    interface Writing {
        void to(Pen pen) throws IOException;
    }
}

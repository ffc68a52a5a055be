package io.phase3.monitor.exporter;

import io.phase3.monitor.http.MetricsPage;
import io.phase3.monitor.http.Request;
import io.phase3.monitor.http.Response;
import io.phase3.monitor.sources.Failure;
import io.phase3.monitor.sources.Source;
import io.phase3.monitor.terminal.Interruption;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Asks every source once, one after the other, and writes what a scrape would see. */
final class SingleRun {
    /** Longer than all sources together can take. */
    private static final Duration UNTIL_WRITTEN = Duration.ofDays(1);

    private final Parts parts;
    private final PrintWriter out;
    private final Log log;

    SingleRun(Parts parts, PrintWriter out, Log log) {
        this.parts = parts;
        this.out = out;
        this.log = log;
    }

    /** Whether all sources could be asked; without the schema, those that need it are not tried one after the other. */
    boolean run(Interruption interruption) throws InterruptedException {
        boolean all = askAll(parts.atOnce(), interruption);
        if (parts.schema().isReady()) {
            all &= askAll(parts.afterSchema(), interruption);
        }
        out.print(metrics());
        out.flush();
        return all;
    }

    private boolean askAll(List<Source> sources, Interruption interruption) throws InterruptedException {
        boolean all = true;
        for (Source source : sources) {
            all &= !interruption.requestedWithin(Duration.ZERO) && ask(source);
        }
        return all;
    }

    private boolean ask(Source source) throws InterruptedException {
        try {
            parts.exposition().publish(source.name(), source.read(), UNTIL_WRITTEN);
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            log.say(source.title() + ": " + Failure.of(e));
            return false;
        }
    }

    private String metrics() {
        try {
            Response page = new MetricsPage(parts.exposition().registry())
                    .answer(new Request("GET", "/metrics", "", Map.of(), new byte[0]));
            return new String(page.body(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // Into memory, where no write fails.
            throw new UncheckedIOException(e);
        }
    }
}

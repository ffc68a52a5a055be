package io.phase3.monitor.exporter;

import io.phase3.agent.settings.Problem;
import io.phase3.monitor.http.HttpEndpoint;
import io.phase3.monitor.http.HttpSettings;
import io.phase3.monitor.http.MetricsPage;
import io.phase3.monitor.http.Page;
import io.phase3.monitor.http.Response;
import io.phase3.monitor.sources.Schedule;
import io.phase3.monitor.sources.Source;
import io.phase3.monitor.sources.SourceStatus;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The running exporter: sources that are asked, and the endpoint that serves what they have said. */
final class Exporter implements AutoCloseable {
    private final Parts parts;
    private final Log log;
    private final HttpEndpoint endpoint;
    /** Guarded by this: the second schedule is started by a thread of the first. */
    private final List<Schedule> schedules = new ArrayList<>();

    private boolean closed;

    private Exporter(HttpSettings settings, Parts parts, List<Problem> disabled, Log log) throws IOException {
        this.parts = parts;
        this.log = log;
        Page status = new StatusPage(this::statuses, parts, disabled);
        this.endpoint = HttpEndpoint.start(
                settings,
                Map.of(
                        "/",
                        status,
                        "/metrics",
                        new MetricsPage(parts.exposition().registry()),
                        HttpEndpoint.HEALTHY,
                        request -> Response.text(200, "healthy\n")),
                parts.postPages(),
                log::say);
    }

    /**
     * Starts serving, then asking.
     *
     * @param port instead of the configured one
     * @throws IOException if it cannot listen there; its message says why
     */
    static Exporter start(HttpSettings settings, Optional<Integer> port, Parts parts, List<Problem> disabled, Log log)
            throws IOException {
        Exporter exporter = new Exporter(port.map(settings::withPort).orElse(settings), parts, disabled, log);
        parts.schema().whenReady(() -> exporter.schedule(parts.afterSchema()));
        exporter.schedule(parts.atOnce());
        return exporter;
    }

    private synchronized void schedule(List<Source> sources) {
        if (!closed) {
            schedules.add(Schedule.start(sources, parts.exposition(), parts.clock(), new Random(), log::say));
        }
    }

    /** How the sources are doing that have been started. */
    private synchronized List<SourceStatus> statuses() {
        return schedules.stream()
                .flatMap(schedule -> schedule.statuses().stream())
                .toList();
    }

    /** The root of what is served. */
    URI uri() {
        return endpoint.uri();
    }

    @Override
    public void close() {
        endpoint.close();
        List<Schedule> started;
        synchronized (this) {
            closed = true;
            started = List.copyOf(schedules);
        }
        started.forEach(Schedule::close);
    }
}

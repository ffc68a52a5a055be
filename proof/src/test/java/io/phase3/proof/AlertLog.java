package io.phase3.proof;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Looks again and again, and remembers how long after its fault each alert was pending first, and firing. */
final class AlertLog implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    private final PrometheusServer prometheus;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "alert-log"));
    private final ScheduledFuture<?> looking;
    private final Map<String, Long> begun = new HashMap<>();
    private final Map<String, Seen> seen = new HashMap<>();

    private AlertLog(PrometheusServer prometheus) {
        this.prometheus = prometheus;
        looking = clock.scheduleWithFixedDelay(this::look, 0, POLL.toMillis(), TimeUnit.MILLISECONDS);
    }

    static AlertLog of(PrometheusServer prometheus) {
        return new AlertLog(prometheus);
    }

    /** @param fired empty while it is pending */
    record Seen(Duration pending, Optional<Duration> fired) {}

    /** From now on the alerts of this fault are looked for. */
    synchronized void begins(Fault fault) {
        fault.alerts().forEach(alert -> begun.put("Phase3" + alert, System.nanoTime()));
    }

    synchronized Optional<Seen> seen(String alert) {
        return Optional.ofNullable(seen.get(alert));
    }

    /** @param alert without its prefix */
    synchronized boolean hasSeen(String alert) {
        return seen.containsKey("Phase3" + alert);
    }

    /** Whether it still looks, which it does not once Prometheus has not answered. */
    boolean isLooking() {
        return !looking.isDone();
    }

    private void look() {
        List<PrometheusServer.Alert> alerts = prometheus.alerts();
        synchronized (this) {
            alerts.stream().filter(alert -> begun.containsKey(alert.name())).forEach(this::note);
        }
    }

    private void note(PrometheusServer.Alert alert) {
        Duration after = Duration.ofNanos(System.nanoTime() - begun.get(alert.name()));
        Optional<Duration> fired = alert.state().equals("firing") ? Optional.of(after) : Optional.empty();
        seen.merge(
                alert.name(),
                new Seen(after, fired),
                (before, now) -> new Seen(before.pending(), before.fired().or(now::fired)));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}

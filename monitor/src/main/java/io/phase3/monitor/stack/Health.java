package io.phase3.monitor.stack;

import io.phase3.monitor.prometheus.Scrape;
import io.phase3.monitor.prometheus.ScrapeClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Looks at a stack that should run: processes, what they answer, and what they say of each other. */
final class Health {
    private static final long LITTLE_ROOM_BYTES = 1L << 30;
    private static final long NO_ROOM_BYTES = 100L << 20;

    private final StackDirectory directory;
    private final StackState state;
    private final Setup setup;
    private final Instant now;
    private final Probe probe = new Probe();

    Health(StackDirectory directory, StackState state, Instant now) {
        this.now = now;
        this.directory = directory;
        this.state = state;
        this.setup = state.setup();
    }

    /** All findings, in the order of a call: from processes to what is sent. */
    List<Finding> findings() throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        if (setup.with() == Way.NATIVE) {
            findings.add(
                    state.livingSupervisor().isPresent()
                            ? Finding.ok("supervisor", "watches over the parts")
                            : Finding.failed("supervisor", "was killed; phase3 stack start repairs it"));
        }
        for (Part part : setup.parts()) {
            findings.add(part(part));
        }
        findings.addAll(new PrometheusHealth(setup, now).findings());
        findings.add(notifications());
        if (setup.with() == Way.NATIVE) {
            findings.add(secrets());
            findings.add(room());
        }
        return findings;
    }

    private Finding part(Part part) throws InterruptedException {
        boolean ended = setup.with() == Way.NATIVE && state.part(part).living().isEmpty();
        Optional<String> lastEnd = Optional.ofNullable(state.part(part).lastEnd());
        Optional<String> problem = ended
                ? Optional.of(
                        "has ended" + lastEnd.map(how -> " (" + how + ")").orElse("") + "; see " + directory.log(part))
                : probe.whyNotReady(part, setup.address(part).orElseThrow());
        if (problem.isEmpty()) {
            int restarts = state.part(part).restarts();
            return Finding.ok(
                    part.toString(),
                    restarts == 0
                            ? "ready"
                            : "ready; restarts: " + restarts + ", the last after " + lastEnd.orElse("an unknown end"));
        }
        return part.required()
                ? Finding.failed(part.toString(), problem.get())
                : Finding.warning(part.toString(), problem.get());
    }

    private Finding notifications() throws InterruptedException {
        String subject = "notifications";
        URI alertmanager = setup.address(Part.ALERTMANAGER).orElseThrow();
        try {
            Scrape scrape = new ScrapeClient(alertmanager.resolve("/metrics")).scrape();
            SortedMap<String, Double> failed = scrape.sumBy("integration", "alertmanager_notifications_failed_total");
            failed.values().removeIf(count -> count == 0);
            Map<String, Double> all = scrape.sumBy("integration", "alertmanager_notifications_total");
            return failed.isEmpty()
                    ? Finding.ok(
                            subject, Math.round(scrape.sum("alertmanager_notifications_total")) + " sent, none failed")
                    : Finding.warning(
                            subject,
                            "failed since Alertmanager's start: "
                                    + failed.entrySet().stream()
                                            .map(each -> each.getKey() + " " + Math.round(each.getValue()) + " of "
                                                    + Math.round(all.getOrDefault(each.getKey(), 0.0)))
                                            .collect(Collectors.joining(", "))
                                    + "; see "
                                    + (setup.with() == Way.NATIVE
                                            ? directory.log(Part.ALERTMANAGER)
                                            : "docker compose logs alertmanager"));
        } catch (IOException e) {
            return Finding.warning(subject, "not known: Alertmanager does not answer");
        }
    }

    private Finding secrets() throws IOException {
        List<String> missing = SecretFiles.unreadable(directory.config().resolve("alertmanager.yml"));
        return missing.isEmpty()
                ? Finding.ok("secrets", "all files of secrets can be read")
                : Finding.warning(
                        "secrets",
                        "cannot be read, so that nobody is told: " + String.join(", ", missing)
                                + " (docs/monitoring.md#secrets)");
    }

    private Finding room() throws IOException {
        long bytes = Files.getFileStore(directory.root()).getUsableSpace();
        String reason = (bytes >> 20) + " MiB are free for " + directory.root();
        if (bytes < NO_ROOM_BYTES) {
            return Finding.failed("disk", reason);
        }
        return bytes < LITTLE_ROOM_BYTES ? Finding.warning("disk", reason) : Finding.ok("disk", reason);
    }
}

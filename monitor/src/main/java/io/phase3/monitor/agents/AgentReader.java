package io.phase3.monitor.agents;

import io.phase3.monitor.prometheus.Sample;
import io.phase3.monitor.prometheus.Scrape;
import io.phase3.monitor.prometheus.ScrapeClient;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Reads the counters of money of all agents at once, each within a limit of time. */
public final class AgentReader {
    private static final List<String> MONEY = List.of(CounterKey.REVENUE, CounterKey.REFUNDED, CounterKey.API_COST);
    private static final String STARTED = "process_start_time_seconds";

    private final AgentTargets targets;
    private final HttpClient http;
    private final Duration limit;

    public AgentReader(AgentsSettings settings) {
        this.targets = new AgentTargets(settings);
        this.limit = settings.timeout();
        this.http = ScrapeClient.connections(limit);
    }

    /** What they say now; those that do not answer are named. */
    public Reading read() {
        List<String> silent = new ArrayList<>();
        Map<URI, CompletableFuture<Scrape>> asked = new TreeMap<>();
        targets.now(silent::add)
                .forEach(target -> asked.put(target, new ScrapeClient(target, http, limit).scrapeAsync()));
        List<Life> lives = new ArrayList<>();
        for (Map.Entry<URI, CompletableFuture<Scrape>> one : asked.entrySet()) {
            try {
                lives.add(life(one.getKey().getAuthority(), one.getValue().join()));
            } catch (CompletionException e) {
                silent.add("agent " + one.getKey().getAuthority() + " " + reason(e.getCause()));
            }
        }
        return new Reading(lives, silent);
    }

    private static String reason(Throwable failure) {
        return failure instanceof IOException && failure.getMessage() != null
                ? "cannot be read: " + failure.getMessage()
                : "does not answer";
    }

    private static Life life(String instance, Scrape scrape) {
        Optional<Instant> started = scrape.named(STARTED)
                .map(sample -> Instant.ofEpochMilli(Math.round(sample.value() * 1_000)))
                .findFirst();
        SortedMap<CounterKey, BigDecimal> values = new TreeMap<>();
        MONEY.forEach(metric -> scrape.named(metric)
                .filter(sample -> Double.isFinite(sample.value()))
                .forEach(sample -> values.merge(key(sample), dollars(sample), BigDecimal::add)));
        return new Life(instance, started, values);
    }

    private static CounterKey key(Sample sample) {
        return new CounterKey(sample.name(), sample.label("feature"), sample.label("api"));
    }

    /** The shortest decimal that stands for the number: what the agent had before it became one, up to 15 digits. */
    private static BigDecimal dollars(Sample sample) {
        return BigDecimal.valueOf(sample.value());
    }
}

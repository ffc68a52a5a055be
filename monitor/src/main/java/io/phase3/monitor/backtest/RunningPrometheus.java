package io.phase3.monitor.backtest;

import io.phase3.monitor.prometheus.PrometheusApi;
import io.phase3.monitor.terminal.CommandFailure;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A Prometheus that somebody runs, asked for what it knows of the past. */
record RunningPrometheus(URI address, PrometheusApi api) {
    private static final int SHOWN = 3;
    private static final Duration COARSE = Duration.ofMinutes(10);

    /**
     * As much of the span as it has a history of.
     *
     * @param remarks gets a line for each thing that is missing
     * @throws CommandFailure if it does not answer, or knows nothing
     */
    Span known(Span wanted, Rules rules, Consumer<String> remarks) throws InterruptedException {
        try {
            Span span = history(wanted, remarks);
            remarkMissing(rules, api.names(span.start(), span.end()), remarks);
            return span;
        } catch (IOException e) {
            throw new CommandFailure(address + " does not answer as a Prometheus: "
                    + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
        }
    }

    private void remarkMissing(Rules rules, Set<String> names, Consumer<String> remarks) {
        Set<String> missing = new TreeSet<>(rules.recordedNames());
        missing.removeAll(names);
        if (missing.isEmpty()) {
            return;
        }
        if (missing.size() == rules.recordedNames().size()) {
            throw new CommandFailure(address + " has recorded none of the " + missing.size()
                    + " series that alerts read; have it load phase3_recording.yml, and ask again some days later");
        }
        String first = missing.stream().limit(SHOWN).collect(Collectors.joining(", "));
        String more = missing.size() > SHOWN ? " and " + (missing.size() - SHOWN) + " more" : "";
        remarks.accept(address + " has not recorded " + first + more + "; alerts that read them stay silent here.");
    }

    private Span history(Span wanted, Consumer<String> remarks) throws IOException, InterruptedException {
        Span coarse = new Span(wanted.start(), wanted.end().plus(COARSE), COARSE);
        List<Track> up = Track.of(api, "count(last_over_time(up[10m]))", coarse);
        OptionalInt first = up.stream()
                .mapToInt(track -> track.present().nextSetBit(0))
                .filter(step -> step >= 0)
                .min();
        if (first.isEmpty()) {
            throw new CommandFailure(address + " has no history: the series up has no sample in these days");
        }
        if (first.getAsInt() <= 1) {
            return wanted;
        }
        Span span = new Span(coarse.at(first.getAsInt() - 1), wanted.end(), wanted.step());
        remarks.accept(String.format(
                Locale.ROOT,
                "%s has a history of %.2f days, not %.0f; these are looked at.",
                address,
                span.days(),
                wanted.days()));
        return span;
    }
}

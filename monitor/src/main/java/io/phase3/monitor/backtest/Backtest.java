package io.phase3.monitor.backtest;

import io.phase3.monitor.prometheus.PrometheusApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Asks a Prometheus when each alert would have fired. */
record Backtest(PrometheusApi prometheus, Rules rules, Span span) {

    /** All firings of all alerts. */
    List<Firing> firings(Crew crew, Stages stages) throws IOException, InterruptedException {
        List<Callable<List<Firing>>> questions = new ArrayList<>();
        rules.alerts().forEach(rule -> questions.add(() -> firings(rule)));
        stages.begin("evaluating " + rules.alerts().size() + " alerts", questions.size());
        return crew.all(questions, stages).stream().flatMap(List::stream).toList();
    }

    private List<Firing> firings(AlertRule rule) throws IOException, InterruptedException {
        try {
            return new AlertStates(rule, span).firings(Track.of(prometheus, rule.expression(), span));
        } catch (IOException e) {
            throw new IOException(rule.name() + ": " + e.getMessage(), e);
        }
    }
}

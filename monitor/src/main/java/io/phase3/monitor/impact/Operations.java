package io.phase3.monitor.impact;

import io.phase3.monitor.prometheus.PrometheusApi;
import io.phase3.monitor.prometheus.Series;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What Prometheus remembers of the days, at their last second and never of now: the same whenever it is asked. A question that
 * it cannot answer is empty, and told once. Used by one thread.
 */
final class Operations {
    private final PrometheusApi api;
    private final URI address;
    private final Days days;
    private final Set<String> failures = new LinkedHashSet<>();
    private boolean answered;

    private Operations(PrometheusApi api, URI address, Days days) {
        this.api = api;
        this.address = address;
        this.days = days;
    }

    /** Makes sure that there is one. */
    static Operations open(URI address, Days days) throws UnreadableException, InterruptedException {
        PrometheusApi api = new PrometheusApi(address);
        try {
            api.get("api/v1/status/buildinfo");
        } catch (IOException e) {
            throw new UnreadableException("no Prometheus answers at " + address + reason(e), e);
        }
        return new Operations(api, address, days);
    }

    private static String reason(IOException e) {
        return e instanceof ConnectException || e instanceof HttpTimeoutException || e.getMessage() == null
                ? ""
                : " (" + e.getMessage() + ")";
    }

    String name() {
        return "Prometheus at " + address;
    }

    /** Whether any question had an answer. */
    boolean hasAnswered() {
        return answered;
    }

    /** What it could not do, in its words. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Adds what calls of paid services cost: estimates from counters, for the ledger's database counts and does not estimate. */
    void addApiCosts(Spending spending) throws InterruptedException {
        for (LocalDate day : days.trend()) {
            String expression =
                    "sum by (api, feature) (increase(phase3_api_cost_dollars_total[" + days.window(day, day) + "]))";
            for (Series series : ask(expression, days.lastSecond(day))) {
                Optional<BigDecimal> dollars = value(series);
                if (dollars.isPresent()) {
                    Map<String, String> labels = series.labels();
                    spending.add(
                            day, labels.getOrDefault("api", ""), labels.getOrDefault("feature", ""), dollars.get());
                }
            }
        }
    }

    Audience audience() throws InterruptedException {
        String window = days.period().days + "d";
        Map<String, BigDecimal> active =
                values("max(last_over_time(phase3_active_users{window=\"" + window + "\"}[1h]))", List.of());
        return new Audience(
                active.values().stream().mapToLong(BigDecimal::longValue).findFirst(),
                values("max by (feature) (last_over_time(phase3_feature_adoption_ratio[1h]))", List.of("feature")),
                values("max by (feature) (last_over_time(phase3_nps_score[1h]))", List.of("feature")));
    }

    /**
     * The values of an expression at the end of the period, each by those of its labels.
     *
     * @param expression in which {@code $window} stands for the whole period
     */
    Map<String, BigDecimal> values(String expression, List<String> labels) throws InterruptedException {
        Map<String, BigDecimal> values = new TreeMap<>();
        for (Series series : ask(expression.replace("$window", days.window()), days.lastSecond(days.last()))) {
            String name = String.join(
                    " ",
                    labels.stream()
                            .map(label -> series.labels().getOrDefault(label, ""))
                            .toList());
            value(series).ifPresent(value -> values.put(name, Decimals.rounded(value)));
        }
        return values;
    }

    private List<Series> ask(String expression, Instant time) throws InterruptedException {
        try {
            List<Series> series = api.query(expression, time);
            answered |= !series.isEmpty();
            return series;
        } catch (IOException e) {
            failures.add(name() + reason(e));
            return List.of();
        }
    }

    /** Nothing for NaN and infinity: they are no answer to how much. */
    private static Optional<BigDecimal> value(Series series) {
        double value = series.samples().get(0).value();
        return Double.isFinite(value) ? Optional.of(BigDecimal.valueOf(value)) : Optional.empty();
    }
}

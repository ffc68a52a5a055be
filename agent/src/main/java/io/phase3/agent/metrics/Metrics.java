package io.phase3.agent.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The families that exist, each once, in a registry of the agent's own. */
public final class Metrics {
    private static final double[] OPERATION_BUCKETS = {
        .005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 1.5, 2, 2.5, 5, 10, 30, 60
    };

    private final CollectorRegistry registry = new CollectorRegistry(true);
    private final Map<String, Family<?>> families = new ConcurrentHashMap<>();
    private final int maxLabelSets;
    private final SelfMetrics self;
    private final BusinessMetrics business;
    private final LlmMetrics llm;
    private final ConnectionMetrics connections;

    /** @param maxLabelSets how many label sets a metric may have before {@code __other__} takes the rest */
    public Metrics(int maxLabelSets) {
        this.maxLabelSets = maxLabelSets;
        self = new SelfMetrics(this);
        business = new BusinessMetrics(this);
        llm = new LlmMetrics(this);
        connections = new ConnectionMetrics(this);
    }

    /** Where everything is collected from. */
    public CollectorRegistry registry() {
        return registry;
    }

    /** What the agent says about itself. */
    public SelfMetrics self() {
        return self;
    }

    /** What calls were worth, and what they cost. */
    public BusinessMetrics business() {
        return business;
    }

    /** What language models were asked. */
    public LlmMetrics llm() {
        return llm;
    }

    /** Which websocket connections are open. */
    public ConnectionMetrics connections() {
        return connections;
    }

    /** {@code phase3_websocket_latency_seconds}: handled websocket messages. */
    public HistogramFamily websocket() {
        return histogram(
                "phase3_websocket_latency_seconds",
                "Time to handle a websocket message.",
                Arrays.asList("feature", "message_type", "outcome"),
                .005,
                .01,
                .025,
                .05,
                .075,
                .1,
                .25,
                .5,
                1,
                2.5,
                10);
    }

    /** {@code phase3_vision_analysis_duration_seconds}: image analyses. */
    public HistogramFamily vision() {
        return histogram(
                "phase3_vision_analysis_duration_seconds",
                "Time to analyse an image, retries included.",
                Arrays.asList("feature", "analysis_type", "outcome"),
                .1,
                .25,
                .5,
                .75,
                1,
                1.5,
                2,
                3,
                5,
                10,
                30,
                60);
    }

    /** {@code phase3_churn_intervention_duration_seconds}: churn interventions. */
    public HistogramFamily churn() {
        return histogram(
                "phase3_churn_intervention_duration_seconds",
                "Time from the decision to intervene to its delivery.",
                Arrays.asList("feature", "risk_level", "outcome"),
                .1,
                .5,
                1,
                2,
                5,
                10,
                15,
                30,
                60,
                120,
                300);
    }

    /** {@code phase3_coaching_analysis_duration_seconds}: conversation analyses. */
    public HistogramFamily coaching() {
        return histogram(
                "phase3_coaching_analysis_duration_seconds",
                "Time to analyse a conversation.",
                Arrays.asList("feature", "analysis_type", "outcome"),
                .1,
                .25,
                .5,
                1,
                1.5,
                2,
                3,
                4,
                5,
                10,
                30);
    }

    /** {@code phase3_conversion_duration_seconds}: conversion handlers. */
    public HistogramFamily conversion() {
        return histogram(
                "phase3_conversion_duration_seconds",
                "Time to handle a conversion.",
                Arrays.asList("feature", "conversion_type", "outcome"),
                .01,
                .05,
                .1,
                .25,
                .5,
                1,
                2.5,
                5,
                10);
    }

    /** {@code phase3_operation_duration_seconds}: anything else that is timed. */
    public HistogramFamily operation() {
        return histogram(
                "phase3_operation_duration_seconds",
                "Time of an operation of no kind of its own.",
                Arrays.asList("feature", "operation", "outcome"),
                OPERATION_BUCKETS);
    }

    /**
     * A histogram; the one that exists already under this name, if it has the same shape.
     *
     * @param bounds the buckets' upper bounds, ascending; none for those of {@link #operation()}
     * @throws IllegalArgumentException if the name belongs to a metric of another shape, or Prometheus could not read it
     */
    public HistogramFamily histogram(String name, String help, List<String> labelNames, double... bounds) {
        double[] buckets = bounds.length == 0 ? OPERATION_BUCKETS : bounds;
        HistogramFamily family = family(
                HistogramFamily.class,
                name,
                labelNames,
                base -> new HistogramFamily(base, help, labelNames, buckets, maxLabelSets, this::overflow));
        if (!family.hasBounds(buckets)) {
            throw otherShape(name);
        }
        return family;
    }

    /**
     * A counter; the one that exists already under this name, if it has the same shape.
     *
     * @throws IllegalArgumentException if the name belongs to a metric of another shape, or Prometheus could not read it
     */
    public CounterFamily counter(String name, String help, List<String> labelNames) {
        return family(
                CounterFamily.class,
                name,
                labelNames,
                base -> new CounterFamily(base, help, labelNames, maxLabelSets, this::overflow));
    }

    /**
     * A counter of exact amounts; the one that exists already under this name, if it has the same shape.
     *
     * @param scale how many decimal places the unit that is counted has
     * @throws IllegalArgumentException if the name belongs to a metric of another shape, or Prometheus could not read it
     */
    MoneyFamily money(String name, String help, List<String> labelNames, int scale) {
        MoneyFamily family = family(
                MoneyFamily.class,
                name,
                labelNames,
                base -> new MoneyFamily(base, help, labelNames, scale, maxLabelSets, this::overflow));
        if (!family.hasScale(scale)) {
            throw otherShape(name);
        }
        return family;
    }

    /**
     * A gauge; the one that exists already under this name, if it has the same shape.
     *
     * @throws IllegalArgumentException if the name belongs to a metric of another shape, or Prometheus could not read it
     */
    public GaugeFamily gauge(String name, String help, List<String> labelNames) {
        return family(
                GaugeFamily.class,
                name,
                labelNames,
                base -> new GaugeFamily(base, help, labelNames, maxLabelSets, this::overflow));
    }

    /**
     * A level; the one that exists already under this name, if it has the same shape.
     *
     * @throws IllegalArgumentException if the name belongs to a metric of another shape, or Prometheus could not read it
     */
    LevelFamily level(String name, String help, List<String> labelNames) {
        return family(
                LevelFamily.class,
                name,
                labelNames,
                base -> new LevelFamily(base, help, labelNames, maxLabelSets, this::overflow));
    }

    private <F extends Family<?>> F family(
            Class<F> type, String name, List<String> labelNames, Function<String, F> create) {
        // simpleclient wants a counter's name without _total and adds it when it writes.
        boolean isCounter = type == CounterFamily.class || type == MoneyFamily.class;
        String base =
                isCounter && name.endsWith("_total") ? name.substring(0, name.length() - "_total".length()) : name;
        Family<?> family = families.computeIfAbsent(base, absent -> register(create.apply(absent)));
        if (!type.isInstance(family) || !family.labelNames().equals(labelNames)) {
            throw otherShape(name);
        }
        return type.cast(family);
    }

    private static IllegalArgumentException otherShape(String name) {
        return new IllegalArgumentException(
                "the metric " + name + " exists already with another type, other labels or buckets");
    }

    private void overflow(String metric) {
        self.labelOverflow(metric);
    }

    private <C extends Collector> C register(C collector) {
        registry.register(collector);
        return collector;
    }
}

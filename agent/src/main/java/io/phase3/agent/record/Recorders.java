package io.phase3.agent.record;

import io.phase3.agent.attribution.BusinessEvents;
import io.phase3.agent.config.Attribute;
import io.phase3.agent.config.BoundRule;
import io.phase3.agent.config.Kind;
import io.phase3.agent.config.Rule;
import io.phase3.agent.expression.Evaluation;
import io.phase3.agent.metrics.CounterFamily;
import io.phase3.agent.metrics.Family;
import io.phase3.agent.metrics.GaugeFamily;
import io.phase3.agent.metrics.HistogramFamily;
import io.phase3.agent.metrics.Metrics;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;

/** Makes the recorder that a rule asks for at one method. */
public final class Recorders {
    /** The label {@code api} of costs whose rule names none. */
    public static final String UNKNOWN_API = TimedRecorder.ABSENT;

    private final Metrics metrics;
    private final Consequences consequences;
    private final Function<Kind, String> defaultFeatures;
    private final Consumer<Throwable> failures;

    /**
     * @param events told what calls mean for leads and money
     * @param defaultFeatures the feature of a call whose rule names none
     * @param failures told of whatever goes wrong while recording
     */
    public Recorders(
            Metrics metrics,
            BusinessEvents events,
            Function<Kind, String> defaultFeatures,
            Consumer<Throwable> failures) {
        this.metrics = metrics;
        this.consequences = new Consequences(metrics.business(), events);
        this.defaultFeatures = defaultFeatures;
        this.failures = failures;
    }

    /**
     * The recorder of one woven method.
     *
     * @throws IllegalArgumentException if the rule declares a metric that cannot be, or that exists in another shape
     */
    public ObjLongConsumer<Object[]> recorderOf(BoundRule bound) {
        switch (bound.rule().kind()) {
            case WEBSOCKET:
                return timed(metrics.websocket(), bound);
            case VISION:
                return timed(metrics.vision(), bound);
            case CHURN:
                return timed(metrics.churn(), bound);
            case COACHING:
                return timed(metrics.coaching(), bound);
            case CONVERSION:
                return timed(metrics.conversion(), bound);
            case TIMED:
                return timed(metrics.operation(), bound);
            case LLM:
            case CONNECT:
            case DISCONNECT:
                throw new IllegalArgumentException("kind " + bound.rule().kind().keyword() + " is not recorded yet");
            case COUNTER:
                return counter(bound);
            case GAUGE:
                return gauge(bound);
            case HISTOGRAM:
                return histogram(bound);
        }
        throw new AssertionError(bound.rule().kind());
    }

    private ObjLongConsumer<Object[]> timed(HistogramFamily family, BoundRule bound) {
        Rule rule = bound.rule();
        String feature = rule.feature().orElseGet(() -> defaultFeatures.apply(rule.kind()));
        CallLead lead = new CallLead(bound.evaluation(Attribute.LEAD).orElse(null));
        return new TimedRecorder(family, feature, lead, consequences.of(bound, feature), bound, failures);
    }

    private ObjLongConsumer<Object[]> counter(BoundRule bound) {
        CounterFamily family = metrics.counter(metric(bound), help(bound), labelNames(bound));
        return own(family, bound, (counter, value, nanos, thread) -> counter.add(increment(value, bound.rule())));
    }

    /** @throws IllegalArgumentException if the value would make the counter shrink, which reads like a restart */
    private static double increment(BigDecimal value, Rule rule) {
        if (value == null) {
            return 1;
        }
        if (value.signum() < 0) {
            throw new IllegalArgumentException(rule + ": the value of a counter must not be negative");
        }
        return value.doubleValue();
    }

    private ObjLongConsumer<Object[]> gauge(BoundRule bound) {
        if (!bound.evaluation(Attribute.VALUE).isPresent()) {
            throw new IllegalArgumentException("a gauge needs value, the expression of what it shows");
        }
        GaugeFamily family = metrics.gauge(metric(bound), help(bound), labelNames(bound));
        return own(family, bound, (gauge, value, nanos, thread) -> gauge.set(value.doubleValue()));
    }

    private ObjLongConsumer<Object[]> histogram(BoundRule bound) {
        double[] buckets =
                bound.rule().buckets().stream().mapToDouble(Double::doubleValue).toArray();
        HistogramFamily family = metrics.histogram(metric(bound), help(bound), labelNames(bound), buckets);
        return own(family, bound, (histogram, value, nanos, thread) -> {
            if (value == null) {
                histogram.observeNanos(nanos, thread);
            } else {
                histogram.observe(value.doubleValue(), thread);
            }
        });
    }

    private <C> ObjLongConsumer<Object[]> own(
            Family<C> family, BoundRule bound, OwnMetricRecorder.Observation<C> observation) {
        return new OwnMetricRecorder<>(
                family,
                new ArrayList<>(labels(bound).values()),
                bound.evaluation(Attribute.VALUE).orElse(null),
                observation,
                bound,
                failures);
    }

    private static String metric(BoundRule bound) {
        return bound.rule()
                .metric()
                .orElseThrow(() -> new IllegalArgumentException("a metric of one's own needs a name: metric = \"…\""));
    }

    private static String help(BoundRule bound) {
        return bound.rule()
                .help()
                .orElseGet(() -> "Declared by the rule " + bound.rule().name() + ".");
    }

    private static List<String> labelNames(BoundRule bound) {
        return new ArrayList<>(labels(bound).keySet());
    }

    /** In the order of their names, so that rules of one metric may write them in any. */
    private static SortedMap<String, Evaluation> labels(BoundRule bound) {
        return new TreeMap<>(bound.labels());
    }
}

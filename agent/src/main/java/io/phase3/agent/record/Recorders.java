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

    private static final int MOST_CONNECTIONS = 1_000_000;

    private final Metrics metrics;
    private final Consequences consequences;
    private final Function<Kind, String> defaultFeatures;
    private final EnclosingCalls calls;
    private final OpenCalls openCalls;
    private final TokenCosts costs;
    private final OpenConnections connections;
    private final Consumer<Throwable> failures;

    /**
     * @param events told what calls mean for leads and money
     * @param defaultFeatures the feature of a call whose rule names none
     * @param openCalls the calls that the current thread has open
     * @param costs say what calls of language models cost
     * @param failures told of whatever goes wrong while recording
     */
    public Recorders(
            Metrics metrics,
            BusinessEvents events,
            Function<Kind, String> defaultFeatures,
            OpenCalls openCalls,
            TokenCosts costs,
            Consumer<Throwable> failures) {
        this.metrics = metrics;
        this.consequences = new Consequences(metrics.business(), events);
        this.defaultFeatures = defaultFeatures;
        this.calls = new EnclosingCalls(openCalls::guards);
        this.openCalls = openCalls;
        this.costs = costs;
        this.connections = new OpenConnections(
                metrics.connections(), MOST_CONNECTIONS, () -> metrics.self().dropped("connections"));
        this.failures = failures;
    }

    /**
     * The recorder of one woven method.
     *
     * @param guard stands for the method's calls among those that a thread has open
     * @throws IllegalArgumentException if the rule declares a metric that cannot be, or that exists in another shape
     */
    public ObjLongConsumer<Object[]> recorderOf(BoundRule bound, int guard) {
        Rule rule = bound.rule();
        if (!rule.kind().isOwnMetric() && !rule.kind().isConnection()) {
            calls.keep(guard, enclosing(rule));
        }
        ObjLongConsumer<Object[]> recorder = heedsEnclosing(rule)
                ? new InheritingRecorder(calls, enclosing -> recorderOf(bound, enclosing), leadOf(bound), failures)
                : recorderOf(bound, Enclosing.NONE);
        return bound.handler().isPresent()
                ? new HandlerRecorder(recorder, openCalls, guard, bound.sources())
                : recorder;
    }

    /** What an open call of the rule says of the calls inside it: that they belong to no feature is nothing to pass on. */
    private Enclosing enclosing(Rule rule) {
        String feature = rule.feature().orElseGet(() -> defaultFeatures.apply(rule.kind()));
        String passedOn = Consequences.UNATTRIBUTED.equals(feature) ? null : feature;
        boolean isFallback = rule.builtIn() && !rule.feature().isPresent();
        return Enclosing.of(rule, isFallback ? null : passedOn, isFallback ? passedOn : null);
    }

    private static boolean heedsEnclosing(Rule rule) {
        // A disconnect belongs to the feature of its connect.
        boolean hasFeature = !rule.kind().isOwnMetric() && rule.kind() != Kind.DISCONNECT;
        boolean inheritsFeature =
                hasFeature && rule.builtIn() && !rule.feature().isPresent();
        return inheritsFeature || rule.kind() == Kind.LLM;
    }

    /** The recorder of the calls of one woven method that happen inside calls which say so. */
    CallRecorder recorderOf(BoundRule bound, Enclosing enclosing) {
        switch (bound.rule().kind()) {
            case WEBSOCKET:
                return timed(metrics.websocket(), bound, enclosing);
            case VISION:
                return timed(metrics.vision(), bound, enclosing);
            case CHURN:
                return timed(metrics.churn(), bound, enclosing);
            case COACHING:
                return timed(metrics.coaching(), bound, enclosing);
            case CONVERSION:
                return timed(metrics.conversion(), bound, enclosing);
            case TIMED:
                return timed(metrics.operation(), bound, enclosing);
            case LLM:
                return llm(bound, enclosing);
            case CONNECT:
                return connect(bound, enclosing);
            case DISCONNECT:
                return disconnect(bound);
            case COUNTER:
                return counter(bound);
            case GAUGE:
                return gauge(bound);
            case HISTOGRAM:
                return histogram(bound);
        }
        throw new AssertionError(bound.rule().kind());
    }

    private CallRecorder timed(HistogramFamily family, BoundRule bound, Enclosing enclosing) {
        String feature = feature(bound.rule(), bound.rule().kind(), enclosing);
        return new TimedRecorder(family, feature, leadOf(bound), consequences.of(bound, feature), bound, failures);
    }

    private CallRecorder llm(BoundRule bound, Enclosing enclosing) {
        String api = bound.rule().api().orElse(UNKNOWN_API);
        Function<Boolean, LlmFeature> features = image -> {
            String feature = feature(bound.rule(), image ? Kind.VISION : Kind.TIMED, enclosing);
            return new LlmFeature(
                    feature, metrics.business().apiCost(feature, api), consequences.touching(bound, feature));
        };
        return new LlmRecorder(metrics, costs, enclosing, features, leadOf(bound), bound, failures);
    }

    private CallRecorder connect(BoundRule bound, Enclosing enclosing) {
        String feature = feature(bound.rule(), Kind.WEBSOCKET, enclosing);
        metrics.connections().feature(feature);
        return new ConnectRecorder(connections, connection(bound), feature, bound, failures);
    }

    private CallRecorder disconnect(BoundRule bound) {
        Evaluation reason = bound.evaluation(Attribute.REASON).orElse(null);
        return new DisconnectRecorder(connections, connection(bound), reason, bound, failures);
    }

    private static Evaluation connection(BoundRule bound) {
        return bound.evaluation(Attribute.CONNECTION).get();
    }

    /** @param kind has the feature of calls for which nobody names one */
    private String feature(Rule rule, Kind kind, Enclosing enclosing) {
        if (rule.feature().isPresent()) {
            return rule.feature().get();
        }
        return rule.builtIn() && enclosing.feature() != null ? enclosing.feature() : defaultFeatures.apply(kind);
    }

    private static CallLead leadOf(BoundRule bound) {
        return new CallLead(bound.evaluation(Attribute.LEAD).orElse(null));
    }

    private CallRecorder counter(BoundRule bound) {
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

    private CallRecorder gauge(BoundRule bound) {
        GaugeFamily family = metrics.gauge(metric(bound), help(bound), labelNames(bound));
        return own(family, bound, (gauge, value, nanos, thread) -> gauge.set(value.doubleValue()));
    }

    private CallRecorder histogram(BoundRule bound) {
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

    private <C> CallRecorder own(Family<C> family, BoundRule bound, OwnMetricRecorder.Observation<C> observation) {
        return new OwnMetricRecorder<>(
                family,
                new ArrayList<>(labels(bound).values()),
                bound.evaluation(Attribute.VALUE).orElse(null),
                observation,
                bound,
                failures);
    }

    private static String metric(BoundRule bound) {
        return bound.rule().metric().get();
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

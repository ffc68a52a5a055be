package io.phase3.agent;

import io.phase3.agent.attribution.AttributionListener;
import io.phase3.agent.attribution.Rejection;
import io.phase3.agent.attribution.model.Split;
import io.phase3.agent.config.AgentConfig;
import io.phase3.agent.config.Attribute;
import io.phase3.agent.config.Kind;
import io.phase3.agent.config.Rule;
import io.phase3.agent.expression.Expression;
import io.phase3.agent.metrics.BusinessMetrics;
import io.phase3.agent.metrics.Metrics;
import io.phase3.agent.metrics.SelfMetrics;
import io.phase3.agent.metrics.SelfMetrics.Stage;
import io.phase3.agent.record.Recorders;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Counts what attribution does, explains what it cannot do, and keeps the tally of rejections for the page. */
final class AttributionReport implements AttributionListener {
    private final BusinessMetrics business;
    private final SelfMetrics self;
    private final Failures failures;
    private final Consumer<String> log;
    private final Map<Rejection, LongAdder> rejections = new EnumMap<>(Rejection.class);

    AttributionReport(Metrics metrics, Failures failures, Consumer<String> log) {
        this.business = metrics.business();
        this.self = metrics.self();
        this.failures = failures;
        this.log = log;
        for (Rejection reason : Rejection.values()) {
            business.rejection(reason.label());
            rejections.put(reason, new LongAdder());
        }
    }

    /** Shows everything that configuration names from the start: a counter that is born at 500 has never increased. */
    void announce(AgentConfig config) {
        config.attribution().features().forEach(business::feature);
        business.earner(Split.UNATTRIBUTED);
        announce(config, config.rules());
    }

    /** The same for rules alone, of a configuration whose other settings are those that were announced. */
    void announce(AgentConfig config, Collection<Rule> rules) {
        for (Rule rule : rules) {
            String feature = rule.feature().orElseGet(() -> config.defaultFeature(rule.kind()));
            announce(rule, feature, config.attribution().features());
        }
    }

    private void announce(Rule rule, String feature, Set<String> earners) {
        if (rule.expression(Attribute.COST).isPresent()) {
            business.apiCost(feature, rule.api().orElse(Recorders.UNKNOWN_API));
        }
        if (rule.kind() == Kind.CONVERSION) {
            boolean refundsOnly = rule.expression(Attribute.REFUND).isPresent()
                    && !rule.expression(Attribute.REVENUE).isPresent();
            if (!refundsOnly) {
                rule.expression(Attribute.TYPE).flatMap(Expression::literalText).ifPresent(business::conversionType);
            }
        } else if (rule.expression(Attribute.LEAD).isPresent() && !feature.equals(Split.UNATTRIBUTED)) {
            business.feature(feature);
            if (!earners.contains(feature)) {
                log.accept(rule.origin() + ": rule '" + rule.name() + "': the feature '" + feature
                        + "' touches leads and earns nothing by it: it has no weight in attribution.weights");
            }
        }
    }

    @Override
    public void touched(String feature) {
        business.touched(feature);
    }

    @Override
    public void converted(String type) {
        business.converted(type);
    }

    @Override
    public void earned(String feature, long cents) {
        business.earned(feature, cents);
    }

    @Override
    public void gaveBack(String feature, long cents) {
        business.gaveBack(feature, cents);
    }

    @Override
    public void rejected(Rejection reason, String origin) {
        business.rejected(reason.label());
        rejections.get(reason).increment();
        if (reason != Rejection.DUPLICATE) {
            failures.explain(origin + ": a call " + reason.explanation() + " (counted from now on, not repeated)");
        }
    }

    @Override
    public void dropped(String queue) {
        self.dropped(queue);
    }

    @Override
    public void journalFailed() {
        self.error(Stage.JOURNAL);
    }

    @Override
    public void streamFailed() {
        self.error(Stage.EXPORT);
    }

    @Override
    public void problem(String message) {
        self.error(Stage.ATTRIBUTE);
        log.accept(message);
    }

    @Override
    public void notice(String message) {
        log.accept(message);
    }

    @Override
    public void failed(Throwable failure) {
        self.error(Stage.ATTRIBUTE);
        failures.explain("attribution failed, and goes on: " + failure);
    }

    /** How many touches and conversions were rejected, by reason; reasons that never occurred are left out. */
    Map<Rejection, Long> rejections() {
        Map<Rejection, Long> tally = new EnumMap<>(Rejection.class);
        rejections.forEach((reason, count) -> {
            if (count.sum() > 0) {
                tally.put(reason, count.sum());
            }
        });
        return tally;
    }
}

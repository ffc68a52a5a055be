package io.phase3.agent.record;

import io.phase3.agent.config.Attribute;
import io.phase3.agent.config.BoundRule;
import io.phase3.agent.config.TokenType;
import io.phase3.agent.expression.Evaluation;
import io.phase3.agent.expression.FrameLayout;
import io.phase3.agent.metrics.HistogramFamily;
import io.phase3.agent.metrics.Metrics;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Records the calls of a language model: how long they took and how they ended, their tokens and what these cost.
 *
 * <p>Nothing is looked up in advance, as for other calls: a model takes its time, and much is known only at the end.
 */
final class LlmRecorder extends LeadRecorder {
    private static final String RATE_LIMITED = "rate_limited";
    private static final BigDecimal MOST_TOKENS = BigDecimal.valueOf(1_000_000_000);
    private static final Set<Attribute> READ = attributes();

    private final Metrics metrics;
    private final TokenCosts costs;
    private final Enclosing enclosing;
    private final LlmFeature ofText;
    private final LlmFeature ofImages;
    private final String origin;
    private final String name;
    private final Map<Attribute, Evaluation> expressions = new EnumMap<>(Attribute.class);

    /**
     * Records into the families of their own and, by what a call carries, into that of image analyses or of operations.
     *
     * @param costs say what the tokens cost if nobody else does
     * @param enclosing what the calls say inside which these happen
     * @param features the feature of calls that carry an image, and of those that do not
     */
    LlmRecorder(
            Metrics metrics,
            TokenCosts costs,
            Enclosing enclosing,
            Function<Boolean, LlmFeature> features,
            CallLead lead,
            BoundRule bound,
            Consumer<Throwable> failures) {
        super(lead, bound, failures);
        this.metrics = metrics;
        this.costs = costs;
        this.enclosing = enclosing;
        this.ofText = features.apply(false);
        this.ofImages = bound.evaluation(Attribute.IMAGE).isPresent() ? features.apply(true) : ofText;
        this.origin = bound.rule().toString();
        this.name = bound.rule().name();
        READ.forEach(attribute ->
                bound.evaluation(attribute).ifPresent(expression -> expressions.put(attribute, expression)));
    }

    private static Set<Attribute> attributes() {
        Set<Attribute> attributes = EnumSet.of(
                Attribute.TYPE,
                Attribute.SUCCESS,
                Attribute.COST,
                Attribute.MODEL,
                Attribute.IMAGE,
                Attribute.RATE_LIMITED,
                Attribute.BATCH);
        for (TokenType type : TokenType.values()) {
            attributes.add(type.attribute());
        }
        return attributes;
    }

    @Override
    void record(Object[] frame, long nanos) {
        streamed().ended(frame, nanos);
    }

    /** A call whose tokens and outcome may stand in any of the elements that it streams. */
    @Override
    StreamedCall streamed() {
        LatestValues values = new LatestValues(expressions);
        return new StreamedCall() {
            @Override
            public void element(Object[] frame) {
                values.read(frame);
            }

            @Override
            public void ended(Object[] frame, long nanos) {
                values.complete(frame);
                record(values, frame, nanos);
            }
        };
    }

    private void record(LatestValues values, Object[] frame, long nanos) {
        boolean image = values.holds(Attribute.IMAGE);
        LlmFeature feature = image ? ofImages : ofText;
        Outcome outcome = outcome(values, frame);
        String type =
                expressions.containsKey(Attribute.TYPE) ? TimedRecorder.orAbsent(values.text(Attribute.TYPE)) : name;
        String model = TimedRecorder.orAbsent(values.text(Attribute.MODEL));
        // The analysis of an image takes as long as the application says, if it does.
        HistogramFamily family = image && !enclosing.isVision() ? metrics.vision() : metrics.operation();
        Timings.bounded(family, 1, 2, feature.name(), type).observe(outcome, nanos, FrameLayout.thread(frame));
        boolean rateLimited = outcome == Outcome.ERROR && values.holds(Attribute.RATE_LIMITED);
        metrics.llm().request(feature.name(), model, rateLimited ? RATE_LIMITED : outcome.label());
        feature.touching().ifPresent(touching -> touching.follow(frame, outcome, lead(frame), type));
        // The last ones, because only they may fail.
        Map<TokenType, Long> tokens = tokens(values);
        tokens.forEach((bucket, count) -> metrics.llm().tokens(feature.name(), model, bucket.label(), count));
        BigDecimal dollars = dollars(values, model, tokens);
        feature.nanoDollars().add(NanoDollars.of(dollars, origin));
    }

    private static Outcome outcome(LatestValues values, Object[] frame) {
        Throwable thrown = (Throwable) frame[FrameLayout.THROWN];
        return thrown == null && values.fails(Attribute.SUCCESS) ? Outcome.ERROR : Outcome.of(thrown);
    }

    private Map<TokenType, Long> tokens(LatestValues values) {
        Map<TokenType, Long> tokens = new EnumMap<>(TokenType.class);
        for (TokenType type : TokenType.values()) {
            BigDecimal count = values.number(type.attribute());
            if (count != null) {
                if (count.signum() < 0 || count.compareTo(MOST_TOKENS) > 0) {
                    // Without the value: whoever explains failures says each text once.
                    throw new IllegalArgumentException(
                            origin + ": " + type.attribute().key() + " must be between 0 and 1,000,000,000");
                }
                tokens.put(type, count.longValue());
            }
        }
        return tokens;
    }

    /** What the application says itself goes before what the price list says, and is counted where it is said. */
    private BigDecimal dollars(LatestValues values, String model, Map<TokenType, Long> tokens) {
        if (expressions.containsKey(Attribute.COST)) {
            BigDecimal said = values.number(Attribute.COST);
            return said == null ? BigDecimal.ZERO : said;
        }
        return enclosing.hasCost() ? BigDecimal.ZERO : costs.of(model, tokens, values.holds(Attribute.BATCH));
    }
}

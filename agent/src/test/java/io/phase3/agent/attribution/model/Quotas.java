package io.phase3.agent.attribution.model;

import io.phase3.agent.config.Attribution.Model;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The models once more, as their descriptions say it, with 40 digits and without rounding to cents. */
final class Quotas {
    private static final MathContext DIGITS = new MathContext(40);

    private final Settings settings;
    private final List<Touch> journey;

    Quotas(Settings settings, List<Touch> touches, long sale) {
        this.settings = settings;
        List<String> features = List.copyOf(settings.weights().keySet());
        this.journey = touches.stream()
                .filter(touch -> features.contains(touch.feature()))
                .filter(touch -> touch.time() <= sale
                        && sale - touch.time() <= settings.lookback().toMillis())
                .sorted(Comparator.comparing(Touch::time).thenComparing(touch -> features.indexOf(touch.feature())))
                .toList();
    }

    /** What each feature would get if cents could be cut. */
    Map<String, BigDecimal> of(long amount) {
        Map<String, BigDecimal> credits = credits();
        BigDecimal sum = credits.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal whole = settings.model() == Model.WEIGHTS || sum.signum() == 0 ? BigDecimal.ONE : sum;
        credits.merge(Split.UNATTRIBUTED, whole.subtract(sum), BigDecimal::add);
        credits.replaceAll(
                (feature, credit) -> credit.multiply(BigDecimal.valueOf(amount)).divide(whole, DIGITS));
        return credits;
    }

    private Map<String, BigDecimal> credits() {
        boolean byFeature = settings.model() == Model.WEIGHTS || settings.model() == Model.WEIGHTS_NORMALISED;
        Map<String, BigDecimal> credits = new LinkedHashMap<>();
        for (int i = 0; i < journey.size(); i++) {
            String feature = journey.get(i).feature();
            if (byFeature) {
                credits.put(feature, settings.weights().get(feature));
            } else {
                credits.merge(feature, creditOfTouch(i), BigDecimal::add);
            }
        }
        return credits;
    }

    private BigDecimal creditOfTouch(int i) {
        int last = journey.size() - 1;
        return switch (settings.model()) {
            case LINEAR -> BigDecimal.ONE;
            case FIRST_TOUCH -> i == 0 ? BigDecimal.ONE : BigDecimal.ZERO;
            case LAST_TOUCH -> i == last ? BigDecimal.ONE : BigDecimal.ZERO;
            case TIME_DECAY -> {
                double age = journey.get(last).time() - journey.get(i).time();
                yield new BigDecimal(Math.pow(0.5, age / (settings.halfLife().toNanos() / 1e6)));
            }
            case POSITION ->
                i == 0 || i == last
                        ? new BigDecimal("0.4")
                        : new BigDecimal("0.2").divide(BigDecimal.valueOf(last - 1), DIGITS);
            default -> throw new IllegalStateException("not by touches: " + settings.model());
        };
    }
}

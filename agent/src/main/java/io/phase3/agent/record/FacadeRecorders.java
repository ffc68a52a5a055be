package io.phase3.agent.record;

import io.phase3.agent.attribution.BusinessEvents;
import io.phase3.agent.expression.FrameLayout;
import io.phase3.agent.metrics.BusinessMetrics;
import io.phase3.agent.metrics.HistogramFamily;
import io.phase3.agent.metrics.Metrics;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/**
 * What the methods of {@code io.phase3.annotations.Phase3Metrics} do once they are woven, by signature.
 *
 * <p>A frame holds their arguments, in their order.
 */
public final class FacadeRecorders {
    /** Three years: whoever passes more has passed nanoseconds, which would flood the sum. */
    private static final double LONGEST_SECONDS = 1e8;

    private static final String CLASS = "Phase3Metrics.";

    private final Map<String, Recording> recordings = new HashMap<>();
    private final Consumer<Throwable> failures;

    private interface Recording {
        /** @throws IllegalArgumentException if the application passed something that cannot be recorded */
        void record(Object[] frame);
    }

    /**
     * @param events told what calls mean for leads and money
     * @param failures told of arguments that cannot be recorded
     */
    public FacadeRecorders(Metrics metrics, BusinessEvents events, Consumer<Throwable> failures) {
        this.failures = failures;
        recordings.put("recordWebsocketLatency(String, String, double)", duration(metrics.websocket()));
        recordings.put("recordVisionAnalysis(String, String, double, boolean)", duration(metrics.vision()));
        recordings.put("recordChurnIntervention(String, String, double)", duration(metrics.churn()));
        recordings.put("recordCoachingAnalysis(String, String, double)", duration(metrics.coaching()));
        // Their overloads for double call these.
        recordings.put("recordApiCost(String, String, BigDecimal)", cost(metrics.business()));
        recordings.put("recordRevenueImpact(String, BigDecimal)", revenue(events));
        recordings.put("conversion(String, String, BigDecimal)", conversion(events));
        recordings.put("touch(String, String)", touch(events));
    }

    /**
     * The recorder of the facade's method; empty if the method has nothing to record.
     *
     * @param signature as in {@code touch(String, String)}
     */
    public Optional<ObjLongConsumer<Object[]>> recorderOf(String signature) {
        Recording recording = recordings.get(signature);
        return recording == null
                ? Optional.empty()
                : Optional.of((frame, nanos) -> {
                    try {
                        recording.record(frame);
                    } catch (Throwable failure) {
                        failures.accept(failure);
                    }
                });
    }

    /** A method with the arguments feature, type, seconds and, if it has a fourth one, success. */
    private static Recording duration(HistogramFamily family) {
        return frame -> {
            String feature = text(frame, 0);
            String type = text(frame, 1);
            double seconds = (Double) frame[FrameLayout.FIRST_VALUE + 2];
            if (feature == null || type == null || !(seconds >= 0 && seconds <= LONGEST_SECONDS)) {
                // Without the values: whoever explains failures says each text once.
                throw new IllegalArgumentException(
                        "a duration needs a feature, a type and seconds between 0 and 100,000,000");
            }
            Outcome outcome =
                    Boolean.FALSE.equals(frame[FrameLayout.FIRST_VALUE + 3]) ? Outcome.ERROR : Outcome.SUCCESS;
            Timings.bounded(family, 0, 2, feature, type)
                    .observe(outcome, HistogramFamily.nanos(seconds), FrameLayout.thread(frame));
        };
    }

    private static Recording cost(BusinessMetrics metrics) {
        return frame -> {
            String feature = text(frame, 0);
            String api = text(frame, 1);
            BigDecimal dollars = amount(frame, 2);
            if (feature == null || api == null || dollars == null) {
                throw new IllegalArgumentException("a cost needs a feature, an api and a finite amount");
            }
            long nanoDollars = NanoDollars.of(dollars, CLASS + "recordApiCost");
            metrics.boundedApiCost(feature, api).add(nanoDollars);
        };
    }

    private static Recording revenue(BusinessEvents events) {
        return frame -> events.revenue(CLASS + "recordRevenueImpact", text(frame, 0), amount(frame, 1));
    }

    private static Recording conversion(BusinessEvents events) {
        return frame -> events.conversion(
                CLASS + "conversion", "conversion", text(frame, 0), text(frame, 1), amount(frame, 2), null);
    }

    private static Recording touch(BusinessEvents events) {
        return frame -> events.touch(CLASS + "touch", text(frame, 0), text(frame, 1));
    }

    private static String text(Object[] frame, int argument) {
        return (String) frame[FrameLayout.FIRST_VALUE + argument];
    }

    private static BigDecimal amount(Object[] frame, int argument) {
        return (BigDecimal) frame[FrameLayout.FIRST_VALUE + argument];
    }
}

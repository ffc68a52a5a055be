package io.phase3.agent.record;

import io.phase3.agent.expression.FrameLayout;
import io.phase3.agent.metrics.HistogramFamily;
import io.phase3.agent.metrics.Metrics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/**
 * What the methods of {@code io.phase3.annotations.Phase3Metrics} do once they are woven, by name.
 *
 * <p>A frame holds their arguments, in their order.
 */
public final class FacadeRecorders {
    /** Three years: whoever passes more has passed nanoseconds, which would flood the sum. */
    private static final double LONGEST_SECONDS = 1e8;

    private final Map<String, Recording> recordings = new HashMap<>();
    private final Consumer<Throwable> failures;

    private interface Recording {
        /** @throws IllegalArgumentException if the application passed something that cannot be recorded */
        void record(Object[] frame);
    }

    /** @param failures told of arguments that cannot be recorded */
    public FacadeRecorders(Metrics metrics, Consumer<Throwable> failures) {
        this.failures = failures;
        recordings.put("recordWebsocketLatency", duration(metrics.websocket()));
        recordings.put("recordVisionAnalysis", duration(metrics.vision()));
        recordings.put("recordChurnIntervention", duration(metrics.churn()));
        recordings.put("recordCoachingAnalysis", duration(metrics.coaching()));
    }

    /** The recorder of the facade's method; empty if the method has nothing to record. */
    public Optional<ObjLongConsumer<Object[]>> recorderOf(String methodName) {
        Recording recording = recordings.get(methodName);
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
            String feature = (String) frame[FrameLayout.FIRST_VALUE];
            String type = (String) frame[FrameLayout.FIRST_VALUE + 1];
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
}

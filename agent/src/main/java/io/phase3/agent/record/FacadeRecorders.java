package io.phase3.agent.record;

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
 * <p>A frame holds their arguments from slot 1 on.
 */
public final class FacadeRecorders {
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
            String feature = (String) frame[1];
            String type = (String) frame[2];
            double seconds = (Double) frame[3];
            if (feature == null || type == null || !(seconds >= 0) || Double.isInfinite(seconds)) {
                // Without the values: whoever explains failures says each text once.
                throw new IllegalArgumentException("a duration needs a feature, a type and seconds of zero or more");
            }
            Outcome outcome = Boolean.FALSE.equals(frame[4]) ? Outcome.ERROR : Outcome.SUCCESS;
            Timings.bounded(family, 0, 2, feature, type).observe(outcome, HistogramFamily.nanos(seconds));
        };
    }
}

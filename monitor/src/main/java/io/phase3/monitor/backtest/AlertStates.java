package io.phase3.monitor.backtest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Goes through the states of an alert as Prometheus does: inactive, pending for {@code for}, firing, and kept firing for
 * {@code keep_firing_for} once the expression has nothing to say.
 *
 * <p>As in Prometheus' {@code AlertingRule.Eval}: a pending alert that is interrupted begins anew, and one that is kept
 * firing and comes back has never stopped.
 */
final class AlertStates {
    private final AlertRule rule;
    private final Duration step;
    private final int steps;

    AlertStates(AlertRule rule, Span span) {
        this.rule = rule;
        this.step = span.step();
        this.steps = span.steps();
    }

    /** Every firing of every series of the alert's expression. */
    List<Firing> firings(List<Track> tracks) {
        List<Firing> firings = new ArrayList<>();
        tracks.forEach(track -> firings(labels(track), track.present(), firings));
        return firings;
    }

    private Map<String, String> labels(Track track) {
        Map<String, String> labels = new LinkedHashMap<>(track.labels());
        labels.remove("__name__");
        labels.putAll(rule.labels());
        return Map.copyOf(labels);
    }

    private void firings(Map<String, String> labels, BitSet holds, List<Firing> firings) {
        int activeAt = holds.nextSetBit(0);
        while (activeAt >= 0) {
            int clear = holds.nextClearBit(activeAt);
            int firesAt = activeAt + stepsUntil(rule.hold());
            if (firesAt < clear && firesAt < steps) {
                clear = lastClear(holds, clear);
                firings.add(new Firing(rule, labels, firesAt, Math.min(steps, clear + stepsUntil(rule.keepFiring()))));
            }
            activeAt = holds.nextSetBit(clear);
        }
    }

    /** The step from which the expression stays silent for longer than the alert is kept firing. */
    private int lastClear(BitSet holds, int firstClear) {
        int clear = firstClear;
        int back = holds.nextSetBit(clear);
        while (back >= 0 && back - clear <= stepsUntil(rule.keepFiring())) {
            clear = holds.nextClearBit(back);
            back = holds.nextSetBit(clear);
        }
        return clear;
    }

    /** How many evaluations later this time has passed. */
    private int stepsUntil(Duration time) {
        return Math.toIntExact((time.toMillis() + step.toMillis() - 1) / step.toMillis());
    }
}

package io.phase3.monitor.backtest;

import io.phase3.monitor.prometheus.PrometheusApi;
import io.phase3.monitor.prometheus.Series;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** What one series of an expression was at each step of a span; filled by one thread, then only read. */
final class Track {
    private final Map<String, String> labels;
    private final BitSet present;
    private final double[] values;

    Track(Map<String, String> labels, int steps) {
        this(labels, new BitSet(steps), new double[steps]);
    }

    private Track(Map<String, String> labels, BitSet present, double[] values) {
        this.labels = labels;
        this.present = present;
        this.values = values;
    }

    /** What the expression was over the span: a track for each series. */
    static List<Track> of(PrometheusApi prometheus, String expression, Span span)
            throws IOException, InterruptedException {
        List<Track> tracks = new ArrayList<>();
        for (Series series : prometheus.queryRange(expression, span.start(), span.at(span.steps() - 1), span.step())) {
            Track track = new Track(series.labels(), span.steps());
            for (Series.Sample sample : series.samples()) {
                Duration since = Duration.between(span.start(), sample.time());
                track.set(Math.toIntExact(since.dividedBy(span.step())), sample.value());
            }
            tracks.add(track);
        }
        return tracks;
    }

    /** The same values under other labels. */
    Track labelled(Map<String, String> others) {
        return new Track(others, present, values);
    }

    Map<String, String> labels() {
        return labels;
    }

    /** The steps at which there was a value; not to be changed. */
    BitSet present() {
        return present;
    }

    /** Meaningful where it is present. */
    double value(int step) {
        return values[step];
    }

    void set(int step, double value) {
        present.set(step);
        values[step] = value;
    }
}

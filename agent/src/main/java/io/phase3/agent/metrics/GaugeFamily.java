package io.phase3.agent.metrics;

import io.prometheus.client.Collector;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A metric that shows the last value it was set to. */
public final class GaugeFamily extends Family<AtomicReference<Double>> {

    GaugeFamily(String name, String help, List<String> labelNames, int maxLabelSets, Consumer<String> overflow) {
        super(name, Collector.Type.GAUGE, help, labelNames, maxLabelSets, overflow);
    }

    @Override
    AtomicReference<Double> newChild() {
        return new AtomicReference<>(0.0);
    }

    @Override
    void sample(List<String> labelValues, AtomicReference<Double> child, List<MetricFamilySamples.Sample> samples) {
        samples.add(sample("", labelValues, child.get()));
    }
}

package io.phase3.agent.metrics;

import io.prometheus.client.Collector;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Consumer;

/** A metric that only ever grows. */
public final class CounterFamily extends Family<DoubleAdder> {

    CounterFamily(String name, String help, List<String> labelNames, int maxLabelSets, Consumer<String> overflow) {
        super(name, Collector.Type.COUNTER, help, labelNames, maxLabelSets, overflow);
    }

    @Override
    DoubleAdder newChild() {
        return new DoubleAdder();
    }

    @Override
    void sample(List<String> labelValues, DoubleAdder child, List<MetricFamilySamples.Sample> samples) {
        samples.add(sample("_total", labelValues, child.sum()));
    }
}

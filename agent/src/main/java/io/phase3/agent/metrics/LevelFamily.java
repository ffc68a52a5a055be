package io.phase3.agent.metrics;

import io.prometheus.client.Collector;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** A metric that shows how many there are of something that comes and goes. */
final class LevelFamily extends Family<LongAdder> {

    LevelFamily(String name, String help, List<String> labelNames, int maxLabelSets, Consumer<String> overflow) {
        super(name, Collector.Type.GAUGE, help, labelNames, maxLabelSets, overflow);
    }

    @Override
    LongAdder newChild() {
        return new LongAdder();
    }

    @Override
    void sample(List<String> labelValues, LongAdder child, List<MetricFamilySamples.Sample> samples) {
        samples.add(sample("", labelValues, (double) child.sum()));
    }
}

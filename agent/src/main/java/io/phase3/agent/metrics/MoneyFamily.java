package io.phase3.agent.metrics;

import io.prometheus.client.Collector;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * An amount that only ever grows: children add whole units such as cents, which is exact however often they do, and the
 * sum is shown as the nearest decimal.
 *
 * <p>A child holds up to 9,223,372,036,854,775,807 units.
 */
public final class MoneyFamily extends Family<LongAdder> {
    private final int scale;

    /** @param scale how many decimal places the unit has: 2 for cents, shown as dollars */
    MoneyFamily(
            String name, String help, List<String> labelNames, int scale, int maxLabelSets, Consumer<String> overflow) {
        super(name, Collector.Type.COUNTER, help, labelNames, maxLabelSets, overflow);
        this.scale = scale;
    }

    boolean hasScale(int other) {
        return scale == other;
    }

    @Override
    LongAdder newChild() {
        return new LongAdder();
    }

    @Override
    void sample(List<String> labelValues, LongAdder child, List<MetricFamilySamples.Sample> samples) {
        // A division of doubles would be wrong beyond 2^53 units.
        double sum = BigDecimal.valueOf(child.sum(), scale).doubleValue();
        samples.add(sample("_total", labelValues, sum));
    }
}

package io.phase3.monitor.backtest.history;

import java.io.IOException;
import java.util.SplittableRandom;
import java.util.function.LongPredicate;
import java.util.function.LongToDoubleFunction;

/** A counter that rises by chance, in whole steps, and begins anew when its process does. */
final class Counter implements Told {
    private final Series series;
    private final LongToDoubleFunction perMinute;
    private final double each;
    private final LongPredicate down;
    private final SplittableRandom random;
    private double value;
    private long before = -1;

    /**
     * @param perMinute how many events are expected
     * @param each what an event adds
     * @param down when its process is away, after which it begins at 0
     */
    Counter(Series series, LongToDoubleFunction perMinute, double each, LongPredicate down, SplittableRandom random) {
        this.series = series;
        this.perMinute = perMinute;
        this.each = each;
        this.down = down;
        this.random = random;
    }

    @Override
    public void tell(long second, Pen pen) throws IOException {
        double minutes = before < 0 ? 0 : (second - before) / 60.0;
        before = second;
        if (down.test(second)) {
            value = 0;
            return;
        }
        double expected = perMinute.applyAsDouble(second) * minutes;
        value += expected > 0 ? Draw.poisson(random, expected) * each : 0;
        pen.write(series, value);
    }
}

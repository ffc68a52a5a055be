package io.phase3.monitor.backtest.history;

import java.io.IOException;
import java.util.function.LongToDoubleFunction;

/** A series whose value is known for each moment; there is none where it is not a number. */
record Gauge(Series series, LongToDoubleFunction value) implements Told {
    @Override
    public void tell(long second, Pen pen) throws IOException {
        pen.write(series, value.applyAsDouble(second));
    }
}

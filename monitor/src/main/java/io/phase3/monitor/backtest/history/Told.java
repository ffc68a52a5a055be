package io.phase3.monitor.backtest.history;

import java.io.IOException;

/** Series that are told together, moment after moment and never back. */
interface Told {

    /** Writes what there is at that moment, in seconds since the epoch; the pen has been set to it. */
    void tell(long second, Pen pen) throws IOException;
}

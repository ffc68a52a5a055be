package com.acme.estate.deals;

import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Numbers for contracts, unique across restarts and across instances of the service. */
public final class ContractNumbers {
    private final String prefix;
    private final AtomicLong last = new AtomicLong();

    public ContractNumbers(Clock clock, ProcessHandle process) {
        prefix = (Long.toString(clock.millis(), Character.MAX_RADIX) + "-"
                        + Long.toString(process.pid(), Character.MAX_RADIX))
                .toUpperCase(Locale.ROOT);
    }

    String next() {
        return prefix + "-" + last.incrementAndGet();
    }
}

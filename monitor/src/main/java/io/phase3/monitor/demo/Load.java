package io.phase3.monitor.demo;

import io.phase3.monitor.terminal.DurationConverter;
import java.math.BigDecimal;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What the application is asked to do and for how long; {@code null} leaves the choice to the application. */
final class Load {

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long to measure: 30s, 5m, 1h30m. Without it, until Ctrl-C.")
    Duration duration;

    @Option(names = "--seed", paramLabel = "N", description = "The same seed gives the same traffic.")
    Long seed;

    @Option(names = "--rate", paramLabel = "N", description = "Calls per second that the traffic aims at.")
    BigDecimal rate;
}

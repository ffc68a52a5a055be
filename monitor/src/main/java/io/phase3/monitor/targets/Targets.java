package io.phase3.monitor.targets;

import io.phase3.agent.settings.Problem;
import io.phase3.monitor.exposition.Measurement;
import io.phase3.monitor.exposition.MetricFamily;
import io.phase3.monitor.sources.Source;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The targets that hold now: those in the jar, and over them, name by name, those of the user's file, which is read again and
 * again.
 *
 * <p>Read by any number of threads; reloaded by one at a time.
 */
public final class Targets implements Source {
    private static final MetricFamily FAMILY = new MetricFamily(
            "phase3_target",
            MetricFamily.Type.GAUGE,
            "What is aimed at; the unit is the end of the name. From targets.conf.",
            List.of("name"));
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final Duration KEEP = Duration.ofMinutes(5);

    private final Optional<Path> file;
    private final Consumer<String> log;
    private volatile TargetsFile content;

    private Targets(Optional<Path> file, Consumer<String> log, TargetsFile content) {
        this.file = file;
        this.log = log;
        this.content = content;
    }

    /**
     * The targets as they are now; those in the jar alone if there are {@link #problems()} with the file.
     *
     * @param file with targets of the user's own, in HOCON; empty for none
     * @param log gets a line when the file has changed, whether it can be used or not
     */
    public static Targets open(Optional<Path> file, Consumer<String> log) {
        return new Targets(file, log, TargetsFile.read(file, TargetsFile.packed()));
    }

    /**
     * The target of this name, in the unit that the end of the name says.
     *
     * @param name such as {@code websocket_p95_seconds}; all of them are in config/targets.conf
     * @return empty if there is none
     */
    public Optional<BigDecimal> value(String name) {
        return Optional.ofNullable(content.values().get(name));
    }

    /** All targets by name. */
    public Map<String, BigDecimal> values() {
        return Map.copyOf(content.values());
    }

    /** What is wrong with the file, by line; while anything is, the targets from before hold. */
    public List<Problem> problems() {
        return content.problems();
    }

    @Override
    public String name() {
        return "targets";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public Duration keep() {
        return KEEP;
    }

    @Override
    public List<Measurement> read() {
        reload();
        return content.values().entrySet().stream()
                .map(target -> Measurement.of(FAMILY, target.getValue().doubleValue(), target.getKey()))
                .toList();
    }

    private synchronized void reload() {
        TargetsFile before = content;
        TargetsFile now = TargetsFile.read(file, before.values());
        content = now;
        if (!lines(now).equals(lines(before))) {
            lines(now).forEach(line -> log.accept(line + "; the targets from before hold"));
        }
        if (!now.values().equals(before.values())) {
            log.accept("the targets have changed");
        }
    }

    private static List<String> lines(TargetsFile file) {
        return file.problems().stream().map(Problem::toString).toList();
    }
}

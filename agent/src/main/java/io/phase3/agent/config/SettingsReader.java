package io.phase3.agent.config;

import com.typesafe.config.ConfigValue;
import io.phase3.agent.settings.Section;
import io.phase3.agent.settings.Values;
import io.phase3.agent.settings.WrongValueException;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Reads the settings outside the rules and of attribution. */
final class SettingsReader {
    /** The queues take their room at once. */
    private static final int MOST_EVENTS = 16_777_216;

    /** In cents, a sum of thousands of these still fits a long. */
    private static final BigDecimal LARGEST_AMOUNT = new BigDecimal("1000000000000");

    /** The kinds with a feature by default; the others have that of one of these. */
    private static final Set<Kind> HAVE_DEFAULT_FEATURE = EnumSet.range(Kind.WEBSOCKET, Kind.TIMED);

    private final Section root;

    SettingsReader(Section root) {
        this.root = root;
    }

    boolean enabled() {
        return root.read("enabled", Values::condition);
    }

    AgentConfig.Exporter exporter() {
        Section section = root.section("exporter");
        PortRange ports = section.read("port", PortRange::of);
        return new AgentConfig.Exporter(
                section.read("enabled", Values::condition),
                section.read("host", SettingsReader::host),
                ports.first,
                ports.last,
                section.read("jvm-metrics", Values::condition),
                section.readOptional("discovery-file", Values::text));
    }

    /** Whether the rules that the agent brings along are wanted. */
    boolean frameworks() {
        return root.section("frameworks").read("enabled", Values::condition);
    }

    Map<Kind, String> defaultFeatures() {
        Section section = root.section("defaults").section("feature");
        Map<Kind, String> features = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            if (HAVE_DEFAULT_FEATURE.contains(kind)) {
                features.put(kind, section.read(kind.keyword(), Values::plainName));
            }
        }
        return features;
    }

    AgentConfig.Bounds bounds() {
        Section section = root.section("bounds");
        return new AgentConfig.Bounds(
                section.read("label-values", Values::positiveInteger),
                section.read("events", Values.integer(1, MOST_EVENTS)),
                section.read("leads", Values::positiveInteger),
                section.read("touches-per-lead", Values.integer(2, Integer.MAX_VALUE)),
                section.read("conversion-ids", Values::positiveInteger),
                section.read("waiting-conversions", Values.integer(1, MOST_EVENTS)),
                section.read("amount", SettingsReader::amount));
    }

    AgentConfig.Reload reload() {
        Section section = root.section("reload");
        return new AgentConfig.Reload(
                section.read("on-change", Values::condition), section.read("interval", Values::shortDuration));
    }

    /** Whole dollars; asked for its scale, not rounded, because {@code 1e-999999999} cannot be rounded in finite memory. */
    private static BigDecimal amount(ConfigValue value) {
        BigDecimal amount = Values.number(value);
        if (amount.signum() <= 0
                || amount.compareTo(LARGEST_AMOUNT) > 0
                || amount.stripTrailingZeros().scale() > 0) {
            throw new WrongValueException("must be a whole number of dollars from 1 to "
                    + LARGEST_AMOUNT.toPlainString() + ", not " + Values.describe(value));
        }
        return amount.setScale(0);
    }

    private static String host(ConfigValue value) {
        String host = Values.text(value).trim();
        if (host.isEmpty()) {
            throw new WrongValueException("must be a host name or an address");
        }
        return host;
    }
}

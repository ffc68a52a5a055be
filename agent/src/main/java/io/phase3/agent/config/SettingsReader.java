package io.phase3.agent.config;

import com.typesafe.config.ConfigValue;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Reads the settings outside the rules and of attribution. */
final class SettingsReader {
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
                Optional.of(section.read("discovery-file", Values::text)).filter(file -> !file.isEmpty()));
    }

    Map<Kind, String> defaultFeatures() {
        Section section = root.section("defaults").section("feature");
        Map<Kind, String> features = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            if (!kind.isOwnMetric()) {
                features.put(kind, section.read(kind.keyword(), Values::plainName));
            }
        }
        return features;
    }

    AgentConfig.Bounds bounds() {
        Section section = root.section("bounds");
        return new AgentConfig.Bounds(
                section.read("label-values", Values::positiveInteger),
                section.read("events", Values::positiveInteger),
                section.read("leads", Values::positiveInteger),
                section.read("touches-per-lead", Values::positiveInteger),
                section.read("conversion-ids", Values::positiveInteger),
                section.read("waiting-conversions", Values::positiveInteger),
                section.read("amount", Values::number));
    }

    private static String host(ConfigValue value) {
        String host = Values.text(value).trim();
        if (host.isEmpty()) {
            throw new WrongValueException("must be a host name or an address");
        }
        return host;
    }
}

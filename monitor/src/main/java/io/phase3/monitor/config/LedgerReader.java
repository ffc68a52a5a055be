package io.phase3.monitor.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.phase3.agent.message.Suggestion;
import io.phase3.agent.settings.Section;
import io.phase3.agent.settings.Values;
import io.phase3.agent.settings.WrongValueException;
import io.phase3.monitor.ledger.LedgerSettings;
import io.phase3.monitor.redis.RedisSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads where journals are, and how they get into the ledger. */
final class LedgerReader {
    private static final int LARGEST_BATCH = 100_000;
    private static final String DIRECTORY = "directory";

    private final Section section;
    private final Paths paths;

    LedgerReader(Section section, Paths paths) {
        this.section = section;
        this.paths = paths;
    }

    /** @param hasRedis whether there is a Redis at all, which may have the stream */
    LedgerSettings read(RedisSettings redis, boolean hasRedis) {
        return new LedgerSettings(
                section.read("time-zone", LedgerReader::zone),
                journals(section.openSection("journals").values()),
                stream(section.section("stream"), redis, hasRedis),
                section.read("interval", Values::positiveDuration),
                section.read("batch", Values.integer(1, LARGEST_BATCH)),
                section.read("reconcile-interval", Values::positiveDuration));
    }

    private static ZoneId zone(ConfigValue value) {
        String name = Values.text(value);
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new WrongValueException("must be a time zone such as UTC or America/New_York, not "
                    + Values.describe(value) + Suggestion.didYouMean(name, ZoneId.getAvailableZoneIds()));
        }
    }

    private List<LedgerSettings.Journal> journals(ConfigObject values) {
        List<LedgerSettings.Journal> journals = new ArrayList<>();
        for (Map.Entry<String, ConfigValue> journal : Values.entries(values)) {
            String where = section.path("journals") + "." + journal.getKey();
            try {
                String name = Values.plainName(journal.getKey());
                journals.add(new LedgerSettings.Journal(name, directory(where, Values.object(journal.getValue()))));
            } catch (WrongValueException e) {
                section.problems().add(journal.getValue(), where + ": " + e.getMessage());
            }
        }
        return journals;
    }

    private Path directory(String where, ConfigObject values) {
        for (Map.Entry<String, ConfigValue> entry : Values.entries(values)) {
            if (!entry.getKey().equals(DIRECTORY)) {
                section.problems()
                        .add(
                                entry.getValue(),
                                where + ": unknown key '" + entry.getKey() + "'"
                                        + Suggestion.didYouMean(entry.getKey(), Set.of(DIRECTORY)));
            }
        }
        ConfigValue directory = values.get(DIRECTORY);
        if (!Values.isPresent(directory)) {
            throw new WrongValueException("needs a directory, the one that the agent's journal is written to");
        }
        return paths.read(directory);
    }

    private static Optional<LedgerSettings.Stream> stream(Section section, RedisSettings redis, boolean hasRedis) {
        boolean enabled = section.read("enabled", Values::condition);
        if (enabled && !hasRedis) {
            section.problems()
                    .add(section.values().get("enabled"), section.path("enabled") + ": needs redis.enabled = true");
        }
        String group = section.read("group", Values::plainName);
        String consumer =
                section.readOptional("consumer", LedgerReader::nameOrNothing).orElseGet(LedgerReader::hostName);
        return enabled
                ? Optional.of(new LedgerSettings.Stream(redis.keyPrefix() + ":journal", group, consumer))
                : Optional.empty();
    }

    private static String nameOrNothing(ConfigValue value) {
        return Values.text(value).isEmpty() ? "" : Values.plainName(value);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "exporter";
        }
    }
}

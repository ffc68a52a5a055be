package io.phase3.monitor.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Where journals are, and how they get into the ledger. Immutable.
 *
 * @param zone what a day and a month are
 * @param stream the Redis stream to which agents copy their journals; empty for none
 * @param interval how often what is new is collected
 * @param batch how many entries one transaction writes at most
 * @param reconcileInterval how often the three books are compared
 */
public record LedgerSettings(
        ZoneId zone,
        List<Journal> journals,
        Optional<Stream> stream,
        Duration interval,
        int batch,
        Duration reconcileInterval) {
    public LedgerSettings {
        journals = List.copyOf(journals);
    }

    /**
     * A directory of journals that can be read from here.
     *
     * @param name what the ledger calls it, for ever: how far it has been collected is kept by this name
     */
    public record Journal(String name, Path directory) {}

    /**
     * A Redis stream and this exporter's place in it.
     *
     * @param key of the stream, as the agents have it: {@code phase3:journal}
     * @param group the consumer group, the same for all exporters of one installation
     * @param consumer this exporter's name within the group
     */
    public record Stream(String key, String group, String consumer) {}
}

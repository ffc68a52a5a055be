package io.phase3.monitor.ledger;

import io.phase3.agent.attribution.journal.JournalReader;
import io.phase3.agent.attribution.journal.MalformedEntryException;
import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import io.phase3.monitor.exposition.Measurement;
import io.phase3.monitor.ledger.LedgerWriter.Written;
import io.phase3.monitor.ledger.StreamGroup.Claimed;
import io.phase3.monitor.redis.RedisConnection;
import io.phase3.monitor.redis.RedisException;
import io.phase3.monitor.sources.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import redis.clients.jedis.resps.StreamEntry;

/**
 * Brings what agents append to the stream of journals in Redis into the ledger, and confirms it only then.
 *
 * <p>Each run goes first on with what a run before could not bring, then with what was given to consumers that have not
 * confirmed it for a minute, then with what is new, until little is left: while agents write, something always is.
 */
public final class StreamCollector implements Source {
    private static final Duration ABANDONED = Duration.ofMinutes(1);

    /** Entries may be as long as 1 MB, and an answer of Redis is in memory as a whole. */
    private static final int MOST_AT_ONCE = 1_000;

    /** Of what is new, in one run: more is left for the next, so that the first steps have their turn. */
    static final int MOST_ANSWERS = 200;

    private final LedgerSettings settings;
    private final String title;
    private final Duration abandoned;
    private final int atOnce;
    private final StreamGroup group;
    private final LedgerWriter writer;
    private final Consumer<String> messages;

    /**
     * A collector of one stream.
     *
     * @param messages told of entries that are none, or are lost
     */
    public StreamCollector(
            LedgerSettings settings,
            LedgerSettings.Stream stream,
            RedisConnection redis,
            Database database,
            Consumer<String> messages) {
        this(settings, stream, redis, database, messages, ABANDONED);
    }

    StreamCollector(
            LedgerSettings settings,
            LedgerSettings.Stream stream,
            RedisConnection redis,
            Database database,
            Consumer<String> messages,
            Duration abandoned) {
        this.settings = settings;
        this.title = "stream " + stream.key();
        this.abandoned = abandoned;
        this.atOnce = Math.min(settings.batch(), MOST_AT_ONCE);
        this.group = new StreamGroup(redis, stream, atOnce);
        this.writer = new LedgerWriter(database);
        this.messages = messages;
    }

    @Override
    public String name() {
        return "stream";
    }

    @Override
    public Duration interval() {
        return settings.interval();
    }

    /**
     * Collects all that is in the stream.
     *
     * @throws RedisException if Redis is away; the next run goes on
     * @throws DatabaseException if PostgreSQL does not take it; nothing of it is confirmed, and it comes again
     */
    @Override
    public synchronized List<Measurement> read() throws RedisException, DatabaseException, InterruptedException {
        try {
            collect();
        } catch (RedisException e) {
            // The first time, or after Redis has lost its data.
            if (!e.code().equals("NOGROUP")) {
                throw e;
            }
            group.create();
            collect();
        }
        return List.of();
    }

    private void collect() throws RedisException, DatabaseException, InterruptedException {
        int unconfirmed = atOnce;
        while (unconfirmed == atOnce) {
            unconfirmed = bring(group.unconfirmed());
        }
        Claimed claimed = group.claim(abandoned);
        bring(claimed.entries());
        while (!claimed.isLast()) {
            claimed = group.claim(abandoned, claimed.next());
            bring(claimed.entries());
        }
        int unread = atOnce;
        for (int answers = 0; answers < MOST_ANSWERS && unread == atOnce; answers++) {
            unread = bring(group.unread());
        }
    }

    /** How many there were. */
    private int bring(List<StreamEntry> entries) throws RedisException, DatabaseException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (entries.isEmpty()) {
            return 0;
        }
        Batch batch = new Batch(entries.size());
        int trimmed = 0;
        for (StreamEntry entry : entries) {
            if (entry.getFields() == null) {
                trimmed++;
            } else {
                add(batch, entry.getID().toString(), entry.getFields());
            }
        }
        Written written = writer.write(batch);
        group.confirm(entries);
        tell(batch, written, trimmed);
        return entries.size();
    }

    private void add(Batch batch, String id, Map<String, String> fields) {
        String line = fields.get("entry");
        if (line == null) {
            batch.reject(new Batch.Rejection(title, id, 0, "has no field \"entry\""));
            return;
        }
        try {
            batch.add(fields.getOrDefault("journal", title), JournalReader.entry(line));
        } catch (MalformedEntryException e) {
            batch.reject(new Batch.Rejection(title, id, 0, e.getMessage()));
        }
    }

    private void tell(Batch batch, Written written, int trimmed) {
        if (!batch.rejections().isEmpty()) {
            Batch.Rejection first = batch.rejections().get(0);
            messages.accept(
                    title + ": lines that are no entries: " + batch.rejections().size() + ", such as " + first.file()
                            + ", which " + first.reason() + "; phase3.ledger_rejected has them all");
        }
        if (trimmed > 0) {
            messages.accept(title + ": " + trimmed + " entries were trimmed away before they were collected;"
                    + " the files of the journals have them");
        }
        written.difference().ifPresent(difference -> messages.accept(title + ": " + difference));
    }
}

package io.phase3.monitor.exporter;

import io.phase3.monitor.agents.AgentCounters;
import io.phase3.monitor.agents.AgentReader;
import io.phase3.monitor.agents.AgentsSettings;
import io.phase3.monitor.config.ExporterConfig;
import io.phase3.monitor.database.Database;
import io.phase3.monitor.experiments.AlertmanagerWebhook;
import io.phase3.monitor.experiments.Evaluation;
import io.phase3.monitor.experiments.ExperimentSettings;
import io.phase3.monitor.experiments.Rollback;
import io.phase3.monitor.exposition.Exposition;
import io.phase3.monitor.http.Page;
import io.phase3.monitor.ledger.FileCollector;
import io.phase3.monitor.ledger.JournalAudit;
import io.phase3.monitor.ledger.LedgerSettings;
import io.phase3.monitor.ledger.LedgerZone;
import io.phase3.monitor.ledger.StreamCollector;
import io.phase3.monitor.queries.Query;
import io.phase3.monitor.queries.QueryDefinition;
import io.phase3.monitor.reconciliation.CountersAgainstLedger;
import io.phase3.monitor.reconciliation.JournalsAgainstLedger;
import io.phase3.monitor.redis.RedisConnection;
import io.phase3.monitor.redis.RedisHealth;
import io.phase3.monitor.redis.RedisSettings;
import io.phase3.monitor.redis.StreamProgress;
import io.phase3.monitor.sources.Source;
import io.phase3.monitor.targets.Targets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** All that the exporter consists of, made from the configuration: the one place where a new source is announced. */
final class Parts implements AutoCloseable {
    private final Log log;
    private final Clock clock = Clock.systemUTC();
    private final Exposition exposition;
    private final Schema schema;
    /** What needs no database, or tells of its being away itself. */
    private final List<Source> atOnce = new ArrayList<>();
    /** What asks the tables, which have to be there first. */
    private final List<Source> afterSchema = new ArrayList<>();

    private final Map<String, Page> postPages = new HashMap<>();
    private final List<Supplier<String>> statusLines = new ArrayList<>();
    private final List<AutoCloseable> toClose = new ArrayList<>();

    /** Opens everything, and asks nothing yet. */
    Parts(ExporterConfig config, Targets targets, Log log) {
        this.log = log;
        this.exposition = new Exposition(clock, log::say);
        Database database = Database.open(config.database());
        toClose.add(database);
        schema = new Schema(List.of(
                database::migrate,
                () -> LedgerZone.write(database, config.ledger().zone())));
        atOnce.add(schema);
        atOnce.add(targets);
        Optional<RedisConnection> redis = config.redis().map(settings -> addRedis(settings, config.ledger()));
        addBooks(config, database, redis);
        addExperiments(config.experiments(), database);
        addQueries(config.queries(), database);
    }

    private RedisConnection addRedis(RedisSettings settings, LedgerSettings ledger) {
        RedisConnection redis = RedisConnection.open(settings);
        toClose.add(redis);
        Optional<StreamProgress> stream = ledger.stream().map(it -> new StreamProgress(it.key(), it.group()));
        RedisHealth health = new RedisHealth(redis, settings, stream, log::say);
        atOnce.add(health);
        statusLines.add(health::status);
        return redis;
    }

    /** The agents' counters, the collectors of journals, and their comparisons, as far as there are such. */
    private void addBooks(ExporterConfig config, Database database, Optional<RedisConnection> redis) {
        AgentsSettings agents = config.agents();
        boolean hasAgents =
                !agents.targets().isEmpty() || !agents.discoveryFiles().isEmpty();
        List<Source> collectors = collectors(config.ledger(), database, redis);
        afterSchema.addAll(collectors);
        if (hasAgents) {
            afterSchema.add(new AgentCounters(agents, database, clock, log::say));
        }
        if (hasAgents && !collectors.isEmpty()) {
            afterSchema.add(new CountersAgainstLedger(
                    new AgentReader(agents)::read,
                    collectors,
                    database,
                    config.ledger().reconcileInterval(),
                    clock,
                    log::say));
        }
        if (!config.ledger().journals().isEmpty()) {
            afterSchema.add(new JournalsAgainstLedger(
                    new JournalAudit(config.ledger(), database),
                    database,
                    config.ledger().reconcileInterval(),
                    clock,
                    log::say));
        }
    }

    private List<Source> collectors(LedgerSettings ledger, Database database, Optional<RedisConnection> redis) {
        List<Source> collectors = new ArrayList<>();
        if (!ledger.journals().isEmpty()) {
            collectors.add(new FileCollector(ledger, database, clock, log::say));
        }
        ledger.stream()
                .ifPresent(stream -> redis.ifPresent(connection ->
                        collectors.add(new StreamCollector(ledger, stream, connection, database, log::say))));
        return collectors;
    }

    private void addExperiments(ExperimentSettings settings, Database database) {
        Rollback rollback = new Rollback(database, settings.coolDown(), clock);
        afterSchema.add(new Evaluation(database, settings, rollback, clock, log::say));
        AlertmanagerWebhook.of(settings, rollback, log::say).ifPresent(page -> postPages.put("/-/alerts", page));
    }

    /** Last, for the other sources' names are taken. */
    private void addQueries(List<QueryDefinition> queries, Database database) {
        Set<String> taken = new HashSet<>();
        sources().forEach(source -> taken.add(source.name()));
        for (QueryDefinition query : queries) {
            if (taken.contains(query.name())) {
                log.say(query.origin() + ": query '" + query.name()
                        + "': the exporter itself has a source of this name; this query is left out");
            } else {
                afterSchema.add(new Query(query, database, log::say));
            }
        }
    }

    List<Source> sources() {
        List<Source> all = new ArrayList<>(atOnce);
        all.addAll(afterSchema);
        return all;
    }

    Schema schema() {
        return schema;
    }

    List<Source> atOnce() {
        return List.copyOf(atOnce);
    }

    List<Source> afterSchema() {
        return List.copyOf(afterSchema);
    }

    Exposition exposition() {
        return exposition;
    }

    Clock clock() {
        return clock;
    }

    /** Pages that are posted to, by their paths. */
    Map<String, Page> postPages() {
        return Map.copyOf(postPages);
    }

    /** What the status page says of each part that is more than a source. */
    List<String> statusLines() {
        return statusLines.stream().map(Supplier::get).toList();
    }

    @Override
    public void close() {
        for (AutoCloseable part : toClose) {
            try {
                part.close();
            } catch (Exception e) {
                log.say("not closed cleanly: " + e.getClass().getName());
            }
        }
    }
}

package io.phase3.agent.e2e;

import io.phase3.agent.attribution.journal.Entry;
import io.phase3.agent.attribution.journal.JournalReader;
import io.phase3.agent.attribution.redis.RealRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The fixture {@code SalesDay} as configuration sees it, and what its sales came to. */
final class SalesOffice {
    /** What one conversion more, or one refund, is seen by: whatever waits in a queue is not counted yet. */
    private static final String REVENUE = "phase3_revenue_impact_dollars_total";

    private static final String REFUNDED = "phase3_revenue_refunded_dollars_total";

    private static final String RULES = """
            phase3.rules {
              greet      { kind = websocket, methods = ["com.acme.sales.Floor.greet(..)"], lead = "arg0.leadId" }
              photograph { kind = vision, methods = ["com.acme.sales.Floor.photograph(..)"], lead = "arg0.leadId" }
              rescue     { kind = churn, methods = ["com.acme.sales.Floor.rescue(..)"], lead = "arg0.leadId" }
              coach      { kind = coaching, methods = ["com.acme.sales.Floor.coach(..)"], lead = "arg0.leadId" }
              answer     { kind = timed, methods = ["com.acme.sales.Floor.answer(..)"], lead = "arg0.leadId" }
              library    { kind = vision, methods = ["com.acme.sales.Library.lookUp(..)"] }
              sell       { kind = conversion, methods = ["com.acme.sales.Register.sell(..)"], type = "'sale'"
                           lead = "arg0.leadId", id = "arg0.id", success = "result.signed"
                           revenue = "arg0.amount", currency = "arg0.currency ?? 'USD'" }
              sell-at    { kind = conversion, methods = ["com.acme.sales.Register.sellAt(..)"], type = "'sale_at'"
                           lead = "arg1", id = "arg0", revenue = "arg2" }
              sell-later { kind = conversion, methods = ["com.acme.sales.Register.sellLater(..)"], type = "'later'"
                           lead = "arg0.leadId", id = "arg0.id", revenue = "result.amount" }
              refund     { kind = conversion, methods = ["com.acme.sales.Register.giveBack(..)"], type = "'refund'"
                           id = "arg0", refund = "arg1" }
            }
            """;

    private SalesOffice() {}

    /** A JVM whose office keeps its journal in the directory; further settings stand below {@code phase3}. */
    static ForkedJvm.Builder on(Jdk jdk, Path journal, String... settings) {
        StringBuilder config = new StringBuilder(RULES);
        config.append("phase3.attribution.journal.directory = \"")
                .append(journal)
                .append("\"\n");
        for (String setting : settings) {
            config.append("phase3.").append(setting).append('\n');
        }
        return ForkedJvm.on(jdk).config(config.toString());
    }

    /** Waits until so many conversions are counted, and scrapes. */
    static Scrape awaitConversions(ForkedJvm jvm, int conversions) {
        return await(jvm, conversions + " conversions", "phase3_conversions_total", conversions);
    }

    /** Waits until so many touches and conversions were rejected for the reason, and scrapes. */
    static Scrape awaitRejected(ForkedJvm jvm, String reason, int times) {
        return await(jvm, times + " × " + reason, "phase3_attribution_rejected_total", times, "reason=" + reason);
    }

    /** Waits until so many dollars were given back, and scrapes. */
    static Scrape awaitRefunded(ForkedJvm jvm, double dollars) {
        return await(jvm, dollars + " refunded", REFUNDED, dollars);
    }

    private static Scrape await(ForkedJvm jvm, String what, String metric, double value, String... labels) {
        Scrape[] scrape = new Scrape[1];
        jvm.await(what, () -> {
            scrape[0] = jvm.scrape();
            return scrape[0].sum(metric, labels) >= value;
        });
        return scrape[0];
    }

    /** The counters of revenue by feature, exactly; those at 0 are left out. */
    static Map<String, BigDecimal> revenue(Scrape scrape) {
        return byFeature(scrape, REVENUE);
    }

    /** The counters of refunds by feature, exactly; those at 0 are left out. */
    static Map<String, BigDecimal> refunded(Scrape scrape) {
        return byFeature(scrape, REFUNDED);
    }

    private static Map<String, BigDecimal> byFeature(Scrape scrape, String metric) {
        Map<String, BigDecimal> dollars = new TreeMap<>();
        scrape.samples(metric)
                .filter(sample -> sample.value() != 0)
                .forEach(sample -> dollars.put(
                        sample.labels().get("feature"), new BigDecimal(Double.toString(sample.value())).setScale(2)));
        return dollars;
    }

    /** Every line of the journal in its order, even if there are two of one id. */
    static List<Entry> lines(Path journal) {
        return read(journal, JournalReader::read);
    }

    /** What stands in the journal and counts, each entry once. */
    static List<Entry> counted(Path journal) {
        return read(journal, JournalReader::readCounted);
    }

    private static List<Entry> read(Path journal, Reading reading) {
        List<Entry> entries = new ArrayList<>();
        try {
            reading.read(journal, entries::add, problem -> {
                throw new AssertionError(problem);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    /** What the journal says that each feature earned. */
    static Map<String, BigDecimal> revenue(List<Entry> entries) {
        Map<String, BigDecimal> dollars = new TreeMap<>();
        for (Entry entry : entries) {
            if (entry.kind() != Entry.Kind.REVERSAL) {
                entry.split()
                        .orElseThrow()
                        .parts()
                        .forEach((feature, cents) ->
                                dollars.merge(feature, BigDecimal.valueOf(cents, 2), BigDecimal::add));
            }
        }
        return dollars;
    }

    /** All of it. */
    static BigDecimal sum(Map<String, BigDecimal> dollars) {
        return dollars.values().stream().reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
    }

    /** The settings of an office that shares touches and conversions with others; what is given last wins. */
    static String[] shared(RealRedis redis, String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "attribution.touches.store = redis",
                "attribution.touches.redis.uri = \"redis://127.0.0.1:" + redis.port + "/0\"",
                "attribution.lead-key = \"known to all offices and to nobody else\""));
        settings.addAll(List.of(more));
        return settings.toArray(new String[0]);
    }

    /** Waits until so many leads have touches in Redis. */
    static void awaitTouched(ForkedJvm jvm, RealRedis redis, int leads) {
        jvm.await(
                leads + " leads in Redis", () -> redis.keys("phase3:touches:*").size() >= leads);
    }

    /** Waits until the conversion or its reversal counts in the journal, and gives it. */
    static Entry awaitCounted(ForkedJvm jvm, Path journal, Entry.Kind kind, String id) {
        Entry[] found = new Entry[1];
        jvm.await(kind + " of " + id + " in the journal", () -> {
            for (Entry entry : counted(journal)) {
                if (entry.kind() == kind && entry.id().equals(id)) {
                    found[0] = entry;
                }
            }
            return found[0] != null;
        });
        return found[0];
    }

    /** The ids of conversions that count in the journal, each as often as it stands there. */
    static List<String> countedIds(Path journal) {
        return lines(journal).stream()
                .filter(entry -> entry.kind() == Entry.Kind.CONVERSION && entry.state() == Entry.State.COUNTED)
                .map(Entry::id)
                .toList();
    }

    /** The ids of what waits in the journal: pending, with nothing that became of it. */
    static Set<String> pendingIds(Path journal) {
        Set<String> pending = new LinkedHashSet<>();
        for (Entry entry : lines(journal)) {
            if (entry.state() == Entry.State.PENDING) {
                pending.add(entry.id());
            } else {
                pending.remove(entry.id());
            }
        }
        return pending;
    }

    /** The ids of {@code sell-all}. */
    static List<String> ids(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + '-' + i).toList();
    }

    /** What {@code sell-all} sells for. */
    static BigDecimal worth(int count) {
        return BigDecimal.valueOf(100L * count + (long) count * (count - 1) / 2, 2);
    }

    private interface Reading {
        void read(Path journal, Consumer<Entry> entries, Consumer<String> problems) throws IOException;
    }
}

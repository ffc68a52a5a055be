package io.phase3.monitor.demo;

import io.phase3.monitor.prometheus.Sample;
import io.phase3.monitor.prometheus.Scrape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the exporter says at the end of the demo.
 *
 * @param ledger what its ledger has, and what the journal has
 * @param served how many of the contract's metrics there are
 * @param missing those that there are not
 * @param failingSources the sources whose last attempt failed
 */
record BusinessSummary(URI metrics, Audit ledger, int served, List<String> missing, List<String> failingSources) {

    private static final String REVENUE = "phase3_ledger_revenue_dollars_total";

    static BusinessSummary of(URI metrics, Scrape scrape, List<String> failingSources, Earnings journal) {
        Set<String> names = scrape.samples().stream().map(Sample::name).collect(Collectors.toSet());
        List<String> missing = new ArrayList<>(contract());
        int all = missing.size();
        missing.removeAll(names);
        Earnings ledger = new Earnings(journal.conversions(), amounts(scrape, "credit"), amounts(scrape, "reversal"));
        return new BusinessSummary(metrics, Audit.of(ledger, journal), all - missing.size(), missing, failingSources);
    }

    /** The names of all metrics that an exporter serves. */
    static List<String> contract() {
        try (InputStream names = BusinessSummary.class.getResourceAsStream("business-metrics.txt")) {
            return new String(names.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the ledger is the journal's to the cent, and no metric is missing. */
    boolean isRight() {
        return ledger.isEqual() && missing.isEmpty();
    }

    private static SortedMap<String, BigDecimal> amounts(Scrape scrape, String kind) {
        SortedMap<String, BigDecimal> amounts = new TreeMap<>();
        scrape.named(REVENUE)
                .filter(sample -> kind.equals(sample.label("kind")))
                .forEach(sample -> amounts.put(sample.label("feature"), Dollars.of(sample.value())));
        return amounts;
    }
}

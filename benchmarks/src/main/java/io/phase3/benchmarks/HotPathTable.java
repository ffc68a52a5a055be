package io.phase3.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows what the forks measured as a Markdown table. */
final class HotPathTable {
    private static final String EXPLANATION = """
            ns/call is processor time: what else the machine does stays out of it. \
            ± is half of the 95 % confidence interval of the mean, by forks. \
            × floor is the median over the rounds of the ratio within a round.
            """;

    private final List<Fork> forks;

    HotPathTable(List<Fork> forks) {
        this.forks = forks;
    }

    /** The table, a row for each number of threads and each variant that was measured. */
    String markdown() {
        StringBuilder table = new StringBuilder();
        table.append("| threads | method | ns/call | ± | × floor | B/call |\n");
        table.append("|--:|:--|--:|--:|--:|--:|\n");
        for (int threads :
                forks.stream().mapToInt(Fork::threads).distinct().sorted().toArray()) {
            for (Variant variant : Variant.values()) {
                List<Fork> row = row(variant, threads);
                if (!row.isEmpty()) {
                    table.append(format(variant, threads, row));
                }
            }
        }
        return table.append('\n').append(EXPLANATION).toString();
    }

    private String format(Variant variant, int threads, List<Fork> row) {
        Sample nanos = new Sample(row.stream().mapToDouble(Fork::nanos));
        return String.format(
                Locale.ROOT,
                "| %d | %s | %.1f | %s | %.2f | %.0f |%n",
                threads,
                variant.method(),
                nanos.mean(),
                Double.isNaN(nanos.error()) ? "–" : String.format(Locale.ROOT, "%.1f", nanos.error()),
                ratioToFloor(variant, threads),
                new Sample(row.stream().mapToDouble(Fork::bytes)).mean());
    }

    /** The median over the rounds; not a number if the floor was not measured. */
    double ratioToFloor(Variant variant, int threads) {
        var floors = row(Variant.FLOOR, threads).stream().collect(Collectors.toMap(Fork::round, Fork::nanos));
        return new Sample(row(variant, threads).stream()
                        .filter(fork -> floors.containsKey(fork.round()))
                        .mapToDouble(fork -> fork.nanos() / floors.get(fork.round())))
                .median();
    }

    private List<Fork> row(Variant variant, int threads) {
        return forks.stream()
                .filter(fork -> fork.variant() == variant && fork.threads() == threads)
                .toList();
    }
}

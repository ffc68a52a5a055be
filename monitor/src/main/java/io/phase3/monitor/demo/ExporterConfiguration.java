package io.phase3.monitor.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the exporter's configuration for a run that lasts seconds, where others last for months. */
final class ExporterConfiguration {

    /** What changes while the demo runs; everything else is asked as often as in production. */
    private static final List<String> OFTEN = List.of(
            "ledger-revenue",
            "ledger-reconciliation-difference",
            "ledger-first-entry",
            "experiment-last-evaluated",
            "experiment-lift",
            "experiment-lift-ci-lower",
            "experiment-lift-ci-upper",
            "experiment-p-value",
            "experiment-sequential-p-value",
            "experiment-srm-p-value",
            "experiment-required-sample-size",
            "experiment-multiple-exposure",
            "experiment-guardrail-sequential-p-value",
            "experiment-guardrail-harmful");

    private ExporterConfiguration() {}

    static String of(int port, int agentPort, Path journal, StoreAddresses stores) {
        String queries = OFTEN.stream()
                .map(name -> "    " + name + " { interval = 2s, timeout = 2s }\n")
                .collect(Collectors.joining());
        return """
                # Written by ./phase3 demo --with-exporter.
                exporter {
                  http.port = %d
                  database { url = "%s", user = "%s" }
                  redis { enabled = true, uri = "%s" }
                  agents { targets = ["127.0.0.1:%d"], interval = 2s, timeout = 2s }
                  ledger {
                    journals { demo { directory = "%s" } }
                    stream.enabled = true
                    interval = 1s
                    reconcile-interval = 2s
                  }
                  experiments.interval = 5s
                  queries {
                %s  }
                }
                """.formatted(
                        port, stores.database(), stores.user(), stores.redis(), agentPort, quoted(journal), queries);
    }

    private static String quoted(Path path) {
        return path.toAbsolutePath().toString().replace("\\", "\\\\").replace("\"", "\\\"");
    }
}

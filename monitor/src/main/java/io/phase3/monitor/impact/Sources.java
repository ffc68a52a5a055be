package io.phase3.monitor.impact;

import java.util.List;
import java.util.Optional;

/**
 * Where a report comes from.
 *
 * @param database that has costs and users; empty if there is none
 * @param operations empty if no Prometheus answers
 * @param missing why what is empty is, a sentence each
 */
record Sources(
        MoneyBook money, Optional<ReportDatabase> database, Optional<Operations> operations, List<String> missing) {
    Sources {
        missing = List.copyOf(missing);
    }
}

package io.phase3.monitor.experiments;

import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests that the database failed, kept until it can be told of them: the table is the one place that counts rollbacks.
 *
 * <p>Used by any number of threads.
 */
final class FailedRequests {
    /** Alertmanager asks at most once a minute or so: these are hours without a database. */
    private static final int MOST = 1_000;

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private record Failed(RollbackRequest request, Instant at, String detail) {}

    private final List<Failed> waiting = new ArrayList<>();

    synchronized void keep(RollbackRequest request, Instant at, String detail) {
        if (waiting.size() < MOST) {
            waiting.add(new Failed(request, at, detail));
        }
    }

    /** Writes them all, each once, or keeps them all. */
    void record(Database database) throws DatabaseException {
        List<Failed> taken = take();
        if (taken.isEmpty()) {
            return;
        }
        boolean recorded = false;
        try {
            database.write(LIMIT, connection -> {
                for (Failed failed : taken) {
                    RollbackLog.append(
                            connection,
                            failed.request(),
                            failed.at(),
                            RollbackResult.without(RollbackResult.Outcome.FAILED, failed.detail()));
                }
                return null;
            });
            recorded = true;
        } finally {
            if (!recorded) {
                giveBack(taken);
            }
        }
    }

    private synchronized List<Failed> take() {
        List<Failed> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }

    private synchronized void giveBack(List<Failed> taken) {
        waiting.addAll(0, taken);
    }
}

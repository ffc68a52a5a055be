package io.phase3.monitor.ledger;

import io.phase3.agent.attribution.journal.JournalFile;
import java.io.IOException;
import java.util.Optional;

/**
 * How far a file of a journal has been collected. Immutable.
 *
 * @param bytes that are done
 * @param firstLine a digest, which tells the file from another one of the same name
 * @param lastLine a digest of the line that ends there: a JVM whose disk fails, and a crash, take lines back
 */
record Position(String journal, String file, long bytes, String firstLine, String lastLine) {
    /**
     * Why the file cannot be read on from here; empty if it can.
     *
     * @param begins the digest of its first line now
     */
    Optional<String> obstacle(JournalFile now, String begins) throws IOException {
        if (!begins.equals(firstLine)) {
            return Optional.of("has another first line than it had");
        }
        if (now.size() < bytes) {
            return Optional.of("is shorter than it was");
        }
        return now.lineBefore(bytes).filter(lastLine::equals).isPresent()
                ? Optional.empty()
                : Optional.of("has lost the line that was collected last");
    }
}

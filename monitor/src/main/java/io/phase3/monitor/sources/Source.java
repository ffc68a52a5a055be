package io.phase3.monitor.sources;

import io.phase3.monitor.exposition.Measurement;
import java.time.Duration;
import java.util.List;

/** Something that is asked again and again: a query, a collection of journals, an evaluation of experiments. */
public interface Source {
    /** What the label {@code source} says; no other source has the same. */
    String name();

    /** How messages call it. */
    default String title() {
        return name();
    }

    /** How long after one run has begun the next one is due; runs of one source never overlap. */
    Duration interval();

    /**
     * How long the last values are served when no newer ones come. A source that writes into tables has none, so that its
     * interval does for it.
     */
    default Duration keep() {
        return interval();
    }

    /**
     * Does the work, within a time limit of its own.
     *
     * @return the values that hold from now on, in place of all that this source has said before; may be none
     * @throws Exception if there are none; its message is written for people. An {@link InterruptedException} means that the
     *     exporter is being stopped
     */
    List<Measurement> read() throws Exception;
}

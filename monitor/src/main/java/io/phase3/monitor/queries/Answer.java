package io.phase3.monitor.queries;

import io.phase3.monitor.exposition.Measurement;
import java.util.List;

/**
 * What a query has answered. Immutable.
 *
 * @param nullLabels the labels that were NULL in rows that are therefore left out
 */
record Answer(List<Measurement> values, List<String> nullLabels) {
    Answer {
        values = List.copyOf(values);
        nullLabels = List.copyOf(nullLabels);
    }
}

package io.phase3.monitor.experiments;

import io.phase3.monitor.statistics.Proportion;

/**
 * A variant of an experiment, with how many subjects it has. Immutable.
 *
 * @param weight its share, in the same unit as the other variants' weights
 * @param assigned subjects that were assigned it, ever
 * @param exposed those of them that have been exposed in this run
 * @param converted those of the exposed ones that have converted afterwards
 */
record Variant(String name, boolean control, double weight, long assigned, long exposed, long converted) {

    Proportion conversions() {
        return new Proportion(converted, exposed);
    }
}

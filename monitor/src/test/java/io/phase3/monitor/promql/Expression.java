package io.phase3.monitor.promql;

/**
 * PromQL that somebody has written down.
 *
 * @param where which file, and what of it, for people
 */
record Expression(String where, String text) {
    @Override
    public String toString() {
        return where;
    }
}

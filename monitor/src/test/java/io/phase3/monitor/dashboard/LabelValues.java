package io.phase3.monitor.dashboard;

/** A variable's query, {@code label_values(selector, label)}. */
record LabelValues(String selector, String label) {
    private static final String START = "label_values(";

    static LabelValues of(String query) {
        int comma = query.lastIndexOf(',');
        if (!query.startsWith(START) || !query.endsWith(")") || comma < 0) {
            throw new IllegalArgumentException("no label_values(selector, label): " + query);
        }
        return new LabelValues(
                query.substring(START.length(), comma),
                query.substring(comma + 1, query.length() - 1).strip());
    }
}

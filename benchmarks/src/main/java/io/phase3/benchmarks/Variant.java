package io.phase3.benchmarks;

/** The rows of the hot path's table; each is a method of {@link HotPath}. */
enum Variant {
    UNWOVEN("unwoven"),
    FLOOR("floor"),
    WOVEN("woven"),
    WOVEN_WITH_LABEL("wovenWithLabel"),
    WOVEN_WITH_SUCCESS("wovenWithSuccess"),
    WOVEN_WITH_LEAD("wovenWithLead"),
    WOVEN_WITH_REVENUE("wovenWithRevenue"),
    SIMPLECLIENT_CACHED_CHILD("simpleclientCachedChild"),
    SIMPLECLIENT_LABELS("simpleclientLabels"),
    MICROMETER_TIMER("micrometerTimer");

    private final String method;

    Variant(String method) {
        this.method = method;
    }

    /** The name of the benchmark method. */
    String method() {
        return method;
    }

    /** Whether the row needs a JVM with the agent. */
    boolean isWoven() {
        return method.startsWith("woven");
    }
}

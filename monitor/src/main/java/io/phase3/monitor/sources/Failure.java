package io.phase3.monitor.sources;

/** Why a source could not be read, in words that may be shown. */
public final class Failure {
    private Failure() {}

    /** A checked exception is written for people; any other is a fault, whose message may cite values. */
    public static String of(Throwable e) {
        if (e instanceof Error || e instanceof RuntimeException || e.getMessage() == null) {
            StackTraceElement[] trace = e.getStackTrace();
            return "a fault of the exporter: " + e.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
        }
        return e.getMessage();
    }
}

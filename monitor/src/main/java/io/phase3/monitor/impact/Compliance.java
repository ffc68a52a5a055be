package io.phase3.monitor.impact;

import io.phase3.monitor.impact.ImpactReport.Objective;
import java.util.List;

/** How many targets are met, how many are missed, and of how many nobody knows. */
record Compliance(long met, long missed, long unknown) {

    static Compliance of(List<Objective> objectives) {
        long met =
                objectives.stream().filter(each -> each.isMet().orElse(false)).count();
        long unknown =
                objectives.stream().filter(each -> each.isMet().isEmpty()).count();
        return new Compliance(met, objectives.size() - met - unknown, unknown);
    }

    /** Such as {@code 12 of 15 targets met, 1 missed, 2 without data}. */
    String sentence() {
        return met + " of " + (met + missed + unknown) + " targets met, " + missed + " missed, " + unknown
                + " without data";
    }
}

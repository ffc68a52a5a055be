package io.phase3.agent.explain;

import io.phase3.agent.explain.Finding.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is to be said of a rule at a method, or of a class: the same of many of them is said once. Immutable. */
final class Remark implements Comparable<Remark> {
    private static final Comparator<Remark> ORDER = Comparator.<Remark, Severity>comparing(remark -> remark.severity)
            .thenComparing(remark -> remark.code)
            .thenComparing(remark -> remark.message);

    private final Severity severity;
    private final String code;
    private final String message;

    Remark(Severity severity, String code, String message) {
        this.severity = severity;
        this.code = code;
        this.message = message;
    }

    String code() {
        return code;
    }

    /** The remark as a finding, with where it holds. */
    private Finding about(String origin, Set<String> places) {
        String first = places.iterator().next();
        String more = places.size() == 1 ? "" : " and " + (places.size() - 1) + " more";
        return new Finding(severity, code, origin, message + " (" + first + more + ")");
    }

    @Override
    public int compareTo(Remark other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Remark && compareTo((Remark) other) == 0;
    }

    @Override
    public int hashCode() {
        return message.hashCode();
    }

    /** Remarks and where each holds. */
    static final class Collected {
        private final Map<Remark, Set<String>> places = new TreeMap<>();

        void add(Remark remark, String place) {
            places.computeIfAbsent(remark, absent -> new TreeSet<>()).add(place);
        }

        /** Each remark once, the worst first. */
        List<Finding> findings(String origin) {
            return places.entrySet().stream()
                    .map(entry -> entry.getKey().about(origin, entry.getValue()))
                    .collect(Collectors.toList());
        }
    }
}

package io.phase3.agent.config;

import io.phase3.agent.settings.WrongValueException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Which names Prometheus allows for metrics and labels, and which the agent keeps for itself. */
final class MetricName {
    private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final String TOTAL = "_total";
    private static final String RESERVED_PREFIX = "phase3_agent_";

    private MetricName() {}

    /** The name, if the user's metrics may bear it. */
    static String check(String name) {
        if (!METRIC.matcher(name).matches()) {
            throw new WrongValueException("'" + name + "' is no metric name: letters, digits, '_' and ':', a digit not"
                    + " first" + repaired(name, "[^a-zA-Z0-9_:]"));
        }
        if (name.startsWith(RESERVED_PREFIX)) {
            throw new WrongValueException(
                    "'" + name + "': names that begin with " + RESERVED_PREFIX + " belong to the agent itself");
        }
        return name;
    }

    /** The name, if the user's labels may bear it. */
    static String checkLabel(String name) {
        if (!LABEL.matcher(name).matches()) {
            throw new WrongValueException("'" + name + "' is no label name: letters, digits and '_', a digit not first"
                    + repaired(name, "[^a-zA-Z0-9_]"));
        }
        if (name.equals("le") || name.startsWith("__")) {
            throw new WrongValueException("'" + name + "' is reserved by Prometheus: choose another label name");
        }
        return name;
    }

    /** The name of the family: a counter's {@code _total} belongs to its samples. */
    static String family(Kind kind, String name) {
        return kind == Kind.COUNTER && name.endsWith(TOTAL) && name.length() > TOTAL.length()
                ? name.substring(0, name.length() - TOTAL.length())
                : name;
    }

    /** Every name that samples of the family may bear: two families must not share any. */
    static Set<String> samples(Kind kind, String family) {
        Set<String> names = new LinkedHashSet<>();
        names.add(family);
        if (kind == Kind.COUNTER) {
            names.addAll(Arrays.asList(family + TOTAL, family + "_created"));
        } else if (kind == Kind.HISTOGRAM) {
            names.addAll(Arrays.asList(family + "_bucket", family + "_count", family + "_sum", family + "_created"));
        }
        return names;
    }

    private static String repaired(String name, String forbidden) {
        String candidate = name.replaceAll(forbidden, "_");
        return LABEL.matcher(candidate).matches() && !candidate.equals(name)
                ? " – did you mean '" + candidate + "'?"
                : "";
    }
}

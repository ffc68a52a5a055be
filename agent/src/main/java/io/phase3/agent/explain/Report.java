package io.phase3.agent.explain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What all rules find in the classes that were looked at. Immutable. */
public final class Report {
    private final int classes;
    private final List<RuleReport> rules;
    private final List<Finding> findings;

    /**
     * A report.
     *
     * @param classes how many classes were looked at
     * @param rules in the order of the configuration, those of annotations behind them, built-in ones last
     * @param findings what is no single rule's: mistakes of the configuration, classes that cannot be read or woven
     */
    public Report(int classes, List<RuleReport> rules, List<Finding> findings) {
        this.classes = classes;
        this.rules = Collections.unmodifiableList(new ArrayList<>(rules));
        this.findings = Collections.unmodifiableList(new ArrayList<>(findings));
    }

    /** How many classes were looked at. */
    public int classes() {
        return classes;
    }

    /** The rules in the order of the configuration, then those of annotations, then those that the agent brings along. */
    public List<RuleReport> rules() {
        return rules;
    }

    /** What is no single rule's. */
    public List<Finding> findings() {
        return findings;
    }

    /** Whether every rule of the user's finds a method and nothing is an error. */
    public boolean isGood() {
        return findings.stream().noneMatch(Report::isError)
                && rules.stream().flatMap(rule -> rule.findings().stream()).noneMatch(Report::isError);
    }

    private static boolean isError(Finding finding) {
        return finding.severity() == Finding.Severity.ERROR;
    }
}

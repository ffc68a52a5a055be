package io.phase3.agent.explain;

import io.phase3.agent.config.AgentConfig;
import io.phase3.agent.config.Kind;
import io.phase3.agent.config.MetricFamilies;
import io.phase3.agent.config.Rule;
import io.phase3.agent.explain.Finding.Severity;
import io.phase3.agent.pattern.MethodPattern;
import io.phase3.agent.settings.Problem;
import io.phase3.agent.settings.WrongValueException;
import io.phase3.agent.weave.Matching;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Puts what was seen of each rule together, in the order of the configuration and then by name. */
final class RuleReports {
    private final AgentConfig config;
    private final List<Problem> problems;
    private final NearMisses nearMisses;
    private final Predicate<MethodPattern> isMatched;
    private final BiPredicate<String, String> woven;
    private final Map<String, Seen> own = new LinkedHashMap<>();
    private final Map<String, Seen> annotated = new TreeMap<>();
    private final Map<String, Seen> builtIn = new LinkedHashMap<>();

    /** What was seen of a rule. */
    private static final class Seen {
        private final Rule rule;
        private final List<MethodReport> methods = new ArrayList<>();
        private final Remark.Collected remarks = new Remark.Collected();
        private boolean misfits;

        Seen(Rule rule) {
            this.rule = rule;
        }
    }

    /**
     * Reports of a configuration.
     *
     * @param isMatched whether a pattern matches anything, excluded or not
     * @param woven whether a rule is woven into a method
     */
    RuleReports(
            AgentConfig config,
            List<Problem> problems,
            NearMisses nearMisses,
            Predicate<MethodPattern> isMatched,
            BiPredicate<String, String> woven) {
        this.config = config;
        this.problems = problems;
        this.nearMisses = nearMisses;
        this.isMatched = isMatched;
        this.woven = woven;
        for (Rule rule : config.rules()) {
            (rule.builtIn() ? builtIn : own).put(rule.name(), new Seen(rule));
        }
    }

    /**
     * The reports.
     *
     * @param methods what rules match and fit, sorted
     */
    List<RuleReport> of(List<SeenMethod> methods, Collection<Misfit> misfits) {
        add(methods);
        addOverlaps(methods);
        for (Misfit misfit : misfits) {
            Seen seen = seen(misfit.rule(), misfit.place());
            seen.remarks.add(misfit.remark(), misfit.place());
            seen.misfits |= misfit.isMisfit();
        }
        List<RuleReport> reports = new ArrayList<>();
        own.values().forEach(seen -> reports.add(ownReport(seen)));
        config.invalidRules().forEach(name -> reports.add(invalid(name)));
        annotated.values().forEach(seen -> reports.add(report(seen, Collections.emptyList())));
        builtIn.values().stream()
                .filter(seen -> seen.misfits || !seen.methods.isEmpty())
                .forEach(seen -> reports.add(report(seen, Collections.emptyList())));
        return reports;
    }

    /** Of rules with the metrics of one name, but not of one shape, the first ones have it: those of the configuration. */
    private void add(List<SeenMethod> methods) {
        MetricFamilies families = new MetricFamilies();
        Map<SeenMethod, String> conflicts = new HashMap<>();
        List<SeenMethod> ownFirst = new ArrayList<>(methods);
        ownFirst.sort((left, right) -> Boolean.compare(isConfigured(right.rule()), isConfigured(left.rule())));
        for (SeenMethod method : ownFirst) {
            if (method.rule().kind().isOwnMetric()) {
                try {
                    families.take(method.rule());
                } catch (WrongValueException e) {
                    conflicts.put(method, e.getMessage());
                }
            }
        }
        for (SeenMethod method : methods) {
            Seen seen = seen(method.rule(), method.name());
            String conflict = conflicts.get(method);
            boolean isWoven = conflict == null && method.isWoven(woven);
            if (conflict != null) {
                seen.remarks.add(new Remark(Severity.ERROR, "metric-conflict", "metric: " + conflict), method.name());
            } else if (!isWoven) {
                seen.remarks.add(
                        new Remark(Severity.ERROR, "not-woven", "it fits, and is not woven: the agent's log says why"),
                        method.name());
            } else {
                method.remarks().forEach(remark -> seen.remarks.add(remark, method.name()));
            }
            seen.methods.add(method.report(isWoven));
        }
    }

    private void addOverlaps(List<SeenMethod> methods) {
        Map<String, List<SeenMethod>> byMethod = new LinkedHashMap<>();
        methods.stream()
                .filter(method -> isConfigured(method.rule()))
                .forEach(method -> byMethod.computeIfAbsent(method.key(), absent -> new ArrayList<>())
                        .add(method));
        List<String> order = new ArrayList<>(own.keySet());
        for (List<SeenMethod> same : byMethod.values()) {
            for (SeenMethod later : same) {
                for (SeenMethod earlier : same) {
                    if (order.indexOf(earlier.rule().name())
                                    < order.indexOf(later.rule().name())
                            && Matching.isSameSort(earlier.rule(), later.rule())) {
                        own.get(later.rule().name())
                                .remarks
                                .add(
                                        new Remark(
                                                Severity.WARNING,
                                                "overlap",
                                                earlier.rule() + " measures it too, so that each call counts twice;"
                                                        + " leave the method out of one of them: exclude = [\"…\"]"),
                                        later.name());
                    }
                }
            }
        }
    }

    private boolean isConfigured(Rule rule) {
        Seen seen = own.get(rule.name());
        return !rule.builtIn() && seen != null && seen.rule.origin().equals(rule.origin());
    }

    private Seen seen(Rule rule, String place) {
        return rule.builtIn()
                ? builtIn.get(rule.name())
                : isConfigured(rule)
                        ? own.get(rule.name())
                        : annotated.computeIfAbsent(place + ' ' + rule.name(), absent -> new Seen(rule));
    }

    private RuleReport ownReport(Seen seen) {
        Rule rule = seen.rule;
        List<Finding> findings = new ArrayList<>();
        List<Candidate> candidates = Collections.emptyList();
        if (seen.methods.isEmpty() && !seen.misfits) {
            if (rule.methods().stream().anyMatch(isMatched)) {
                findings.add(new Finding(
                        Severity.ERROR,
                        "excluded",
                        rule.origin(),
                        "exclude leaves nothing of what the patterns match; make it narrower"));
            } else {
                candidates = nearMisses.of(rule);
                for (MethodPattern pattern : rule.methods()) {
                    findings.add(new Finding(
                            Severity.ERROR,
                            "no-match",
                            rule.origin(),
                            pattern.text() + " matches no method: " + nearMisses.explain(pattern)));
                }
            }
        } else {
            for (MethodPattern pattern : rule.methods()) {
                if (!isMatched.test(pattern)) {
                    findings.add(new Finding(
                            Severity.WARNING,
                            "unused-pattern",
                            rule.origin(),
                            pattern.text() + " matches no method: " + nearMisses.explain(pattern)));
                }
            }
        }
        problemsOf(rule.name()).forEach(findings::add);
        findings.addAll(seen.remarks.findings(rule.origin()));
        return report(seen, candidates, findings);
    }

    private RuleReport report(Seen seen, List<Candidate> candidates) {
        return report(seen, candidates, seen.remarks.findings(seen.rule.origin()));
    }

    private RuleReport report(Seen seen, List<Candidate> candidates, List<Finding> findings) {
        Rule rule = seen.rule;
        Optional<String> feature = rule.feature().isPresent() || rule.kind().isOwnMetric()
                ? rule.feature()
                : Optional.ofNullable(config.defaultFeature(Families.featured(rule.kind())));
        return new RuleReport(
                rule.name(),
                rule.origin(),
                rule.builtIn(),
                rule.kind().keyword(),
                feature,
                Families.metric(rule),
                Families.labels(rule),
                rule.methods().stream().map(MethodPattern::text).collect(Collectors.toList()),
                seen.methods,
                candidates,
                findings);
    }

    private RuleReport invalid(String name) {
        List<Finding> findings = problemsOf(name);
        String origin = findings.isEmpty() ? "configuration" : findings.get(0).origin();
        return new RuleReport(
                name,
                origin,
                false,
                Kind.TIMED.keyword(),
                Optional.empty(),
                "",
                Collections.emptyList(),
                Collections.emptyList(),
                Collections.emptyList(),
                Collections.emptyList(),
                findings);
    }

    private List<Finding> problemsOf(String rule) {
        String prefix = "rule '" + rule + "': ";
        return problems.stream()
                .filter(problem -> problem.message().startsWith(prefix))
                .map(problem -> finding(problem, problem.message().substring(prefix.length())))
                .collect(Collectors.toList());
    }

    /** What is wrong with the configuration beyond the rules. */
    List<Finding> generalProblems() {
        Set<String> rules = new HashSet<>(own.keySet());
        rules.addAll(config.invalidRules());
        return problems.stream()
                .filter(problem ->
                        rules.stream().noneMatch(rule -> problem.message().startsWith("rule '" + rule + "': ")))
                .map(problem -> finding(problem, problem.message()))
                .collect(Collectors.toList());
    }

    private static Finding finding(Problem problem, String message) {
        return new Finding(Severity.ERROR, "configuration", problem.origin(), message);
    }
}

package io.phase3.monitor.backtest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Groups firings as alertmanager.yml does: by category, severity, symptom, feature and experiment.
 *
 * <p>A warning is silent while a critical of the same symptom, feature and experiment fires, and whatever is on a host is
 * silent while the host's application is down. A group that comes back within {@code group_interval} has never been away.
 */
final class Notifications {
    private static final List<String> GROUP_BY = List.of("category", "severity", "symptom", "feature", "experiment");
    private static final List<String> INHIBITED_BY = List.of("symptom", "feature", "experiment");
    private static final String HOST_DOWN = "Phase3AppTargetDown";
    private static final Duration GROUP_INTERVAL = Duration.ofMinutes(5);

    private final List<Firing> firings;
    private final int gap;

    private Notifications(List<Firing> firings, Duration step) {
        this.firings = firings;
        this.gap = Math.toIntExact(GROUP_INTERVAL.dividedBy(step));
    }

    static List<Notification> of(List<Firing> firings, Duration step) {
        return new Notifications(firings, step).all();
    }

    private List<Notification> all() {
        Map<List<String>, List<Firing>> groups = firings.stream()
                .collect(Collectors.groupingBy(Notifications::group, LinkedHashMap::new, Collectors.toList()));
        List<Notification> all = new ArrayList<>();
        groups.values().forEach(group -> notify(group, all));
        return all;
    }

    private static List<String> group(Firing firing) {
        return GROUP_BY.stream().map(firing::label).toList();
    }

    private void notify(List<Firing> group, List<Notification> all) {
        BitSet told = new BitSet();
        group.forEach(firing -> told.or(audible(firing)));
        int from = told.nextSetBit(0);
        while (from >= 0) {
            int until = told.nextClearBit(from);
            int next = told.nextSetBit(until);
            while (next >= 0 && next - until <= gap) {
                until = told.nextClearBit(next);
                next = told.nextSetBit(until);
            }
            all.add(new Notification(group.get(0).rule().isCritical(), names(group, from, until), from, until));
            from = next;
        }
    }

    private static Set<String> names(List<Firing> group, int from, int until) {
        return group.stream()
                .filter(firing -> firing.from() < until && from < firing.until())
                .map(firing -> firing.rule().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The steps at which the firing is silenced by nothing. */
    private BitSet audible(Firing firing) {
        BitSet audible = new BitSet();
        audible.set(firing.from(), firing.until());
        for (Firing other : firings) {
            if (silences(other, firing)) {
                audible.clear(other.from(), other.until());
            }
        }
        return audible;
    }

    private static boolean silences(Firing other, Firing firing) {
        boolean critical = other.rule().isCritical()
                && firing.rule().severity().equals("warning")
                && !firing.label("symptom").isEmpty()
                && same(INHIBITED_BY, other, firing);
        boolean hostDown = other.rule().name().equals(HOST_DOWN)
                && !firing.rule().name().equals(HOST_DOWN)
                && !firing.label("host").isEmpty()
                && same(List.of("host"), other, firing);
        return critical || hostDown;
    }

    private static boolean same(List<String> labels, Firing one, Firing other) {
        return labels.stream().allMatch(label -> one.label(label).equals(other.label(label)));
    }
}

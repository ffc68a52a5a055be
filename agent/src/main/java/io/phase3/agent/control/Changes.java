package io.phase3.agent.control;

import io.phase3.agent.config.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the rules of two configurations differ, by their names. Immutable. */
public final class Changes {
    private final List<String> added = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();
    private final List<String> changed = new ArrayList<>();
    private final List<Rule> concerned = new ArrayList<>();
    private int unchanged;

    private Changes() {}

    /** What has become of the first rules in the second ones; where a rule stands makes no difference. */
    public static Changes between(List<Rule> before, List<Rule> after) {
        Changes changes = new Changes();
        Map<String, Rule> old = new LinkedHashMap<>();
        before.forEach(rule -> old.put(rule.name(), rule));
        for (Rule rule : after) {
            Rule was = old.remove(rule.name());
            if (rule.equals(was)) {
                changes.unchanged++;
                continue;
            }
            changes.concerned.add(rule);
            if (was == null) {
                changes.added.add(rule.name());
            } else {
                changes.changed.add(rule.name());
                changes.concerned.add(was);
            }
        }
        changes.removed.addAll(old.keySet());
        changes.concerned.addAll(old.values());
        return changes;
    }

    /** The rules that only the second configuration has. */
    public List<String> added() {
        return Collections.unmodifiableList(added);
    }

    /** The rules that only the first configuration has. */
    public List<String> removed() {
        return Collections.unmodifiableList(removed);
    }

    /** The rules that say something else now. */
    public List<String> changed() {
        return Collections.unmodifiableList(changed);
    }

    /** How many rules are what they were. */
    public int unchanged() {
        return unchanged;
    }

    /** The rules that were added, removed or changed: of the latter both versions. */
    public List<Rule> concerned() {
        return Collections.unmodifiableList(concerned);
    }

    /** Whether no rule was added, removed or changed. */
    public boolean isEmpty() {
        return concerned.isEmpty();
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        addPart(parts, "added", added);
        addPart(parts, "removed", removed);
        addPart(parts, "changed", changed);
        parts.add(unchanged + " unchanged");
        return String.join("; ", parts);
    }

    private static void addPart(List<String> parts, String what, List<String> rules) {
        if (!rules.isEmpty()) {
            parts.add(what + ' ' + String.join(", ", rules));
        }
    }
}

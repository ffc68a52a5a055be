package io.phase3.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.config.Kind;
import io.phase3.agent.config.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private static Rule rule(String name, int line, Kind kind) {
        return Rule.named(name, "phase3.conf: " + line).kind(kind).build();
    }

    private final Rule first = rule("first", 1, Kind.TIMED);
    private final Rule second = rule("second", 2, Kind.TIMED);

    @Test
    void are_none_if_rules_stand_elsewhere() {
        Changes changes = Changes.between(List.of(first, second), List.of(rule("second", 7, Kind.TIMED), first));
        assertThat(changes.isEmpty()).isTrue();
        assertThat(changes.unchanged()).isEqualTo(2);
        assertThat(changes).hasToString("2 unchanged");
    }

    @Test
    void are_told_by_name_and_concern_both_versions() {
        Rule other = rule("second", 2, Kind.WEBSOCKET);
        Rule third = rule("third", 3, Kind.TIMED);
        Changes changes = Changes.between(List.of(first, second), List.of(other, third));
        assertThat(changes.added()).containsExactly("third");
        assertThat(changes.removed()).containsExactly("first");
        assertThat(changes.changed()).containsExactly("second");
        assertThat(changes.concerned()).containsExactlyInAnyOrder(first, second, other, third);
        assertThat(changes).hasToString("added third; removed first; changed second; 0 unchanged");
    }
}

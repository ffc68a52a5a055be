package io.phase3.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.config.Attribute;
import io.phase3.agent.config.Kind;
import io.phase3.agent.config.Rule;
import io.phase3.agent.expression.Expression;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EnclosingTest {
    private int[] open = {};
    private final EnclosingCalls calls = new EnclosingCalls(() -> open);

    private static Enclosing call(String feature) {
        return Enclosing.of(rule(Kind.TIMED).build(), feature, null);
    }

    private static Enclosing vision(String feature) {
        return Enclosing.of(rule(Kind.VISION).build(), feature, null);
    }

    private static Enclosing paid(String feature) {
        return Enclosing.of(
                rule(Kind.TIMED)
                        .expression(Attribute.COST, Expression.parse("1"))
                        .build(),
                feature,
                null);
    }

    private static Rule.Builder rule(Kind kind) {
        return Rule.named("test", "phase3.conf: 1").kind(kind);
    }

    private Enclosing inside(int... guards) {
        open = guards;
        return calls.ofThisThread();
    }

    @Nested
    class Open_calls {
        @Test
        void say_nothing_if_there_are_none() {
            assertThat(inside()).isEqualTo(Enclosing.NONE);
        }

        @Test
        void say_nothing_if_nothing_is_kept_of_them() {
            calls.keep(1, "test", call("leads"));
            assertThat(inside(0, 2, 99)).isEqualTo(Enclosing.NONE);
        }

        @Test
        void name_the_feature_of_the_innermost_that_has_one() {
            calls.keep(0, "test", call("outer"));
            calls.keep(1, "test", call("inner"));
            calls.keep(2, "test", call(null));
            assertThat(inside(2, 1, 0).feature()).isEqualTo("inner");
            assertThat(inside(2, 0, 1).feature()).isEqualTo("outer");
        }

        @Test
        void name_a_feature_by_default_if_none_names_one_otherwise() {
            calls.keep(0, "test", call("outer"));
            calls.keep(1, "test", Enclosing.of(rule(Kind.WEBSOCKET).build(), null, "sockets"));
            assertThat(inside(1).feature()).isEqualTo("sockets");
            assertThat(inside(1, 0).feature()).isEqualTo("outer");
        }

        @Test
        void have_a_cost_if_any_of_them_has() {
            calls.keep(0, "test", paid("outer"));
            calls.keep(1, "test", call("inner"));
            assertThat(inside(1, 0).hasCost()).isTrue();
            assertThat(inside(1).hasCost()).isFalse();
        }

        @Test
        void are_an_analysis_if_any_of_them_is() {
            calls.keep(0, "test", vision("outer"));
            calls.keep(1, "test", call("inner"));
            assertThat(inside(1, 0).isVision()).isTrue();
            assertThat(inside(1).isVision()).isFalse();
        }
    }

    @Nested
    class A_guard_that_methods_share {
        @Test
        void names_the_one_feature_that_any_of_them_names() {
            calls.keep(0, "test", call(null));
            calls.keep(0, "test", call("leads"));
            calls.keep(0, "test", paid("leads"));
            assertThat(inside(0).feature()).isEqualTo("leads");
        }

        @Test
        void names_none_of_two() {
            calls.keep(0, "test", call("leads"));
            calls.keep(0, "test", call("deals"));
            calls.keep(0, "test", call("leads"));
            assertThat(inside(0).feature()).isNull();
        }

        @Test
        void has_a_cost_if_all_of_them_have_so_that_nothing_goes_uncharged() {
            calls.keep(0, "test", paid("leads"));
            assertThat(inside(0).hasCost()).isTrue();
            calls.keep(0, "test", call("leads"));
            assertThat(inside(0).hasCost()).isFalse();
        }

        @Test
        void is_an_analysis_if_all_of_them_are() {
            calls.keep(0, "test", vision("leads"));
            assertThat(inside(0).isVision()).isTrue();
            calls.keep(0, "test", call("leads"));
            assertThat(inside(0).isVision()).isFalse();
        }
    }

    @Nested
    class A_rule_that_changes {
        @Test
        void says_what_its_new_version_says_and_until_then_what_it_said() {
            calls.keep(0, "test", call("leads"));
            calls.outdate(List.of("test"));
            assertThat(inside(0).feature()).isEqualTo("leads");
            calls.keep(0, "test", call("deals"));
            assertThat(inside(0).feature()).isEqualTo("deals");
        }

        @Test
        void says_again_what_it_said() {
            calls.keep(0, "test", call("leads"));
            calls.outdate(List.of("test"));
            calls.keep(0, "test", call("leads"));
            assertThat(inside(0).feature()).isEqualTo("leads");
        }

        @Test
        void takes_nothing_from_a_rule_that_shares_its_guard() {
            calls.keep(0, "test", call(null));
            calls.keep(0, "other", call("deals"));
            calls.outdate(List.of("test"));
            calls.keep(0, "test", call(null));
            assertThat(inside(0).feature()).isEqualTo("deals");
        }
    }
}

package io.phase3.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.config.Rule;
import io.phase3.agent.metrics.Metrics;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What users are told of a rule that is not at work. */
class FailuresTest {
    private final Exception misfit = new IllegalArgumentException("model: com.vendor.Answer has no property 'model'");

    private final List<String> said = new ArrayList<>();
    private final Failures failures = new Failures(said::add, new Metrics(10).self());

    @Nested
    class Of_a_built_in_rule {
        private final Rule rule =
                Rule.named("vendor", "frameworks.conf: 12").builtIn(true).build();

        @Test
        void that_the_library_is_unknown_once_for_each_class() {
            failures.ruleDoesNotFit(rule, "com.vendor.A", "void com.vendor.A.a()", misfit);
            failures.ruleDoesNotFit(rule, "com.vendor.A", "void com.vendor.A.b()", misfit);
            failures.ruleDoesNotFit(rule, "com.vendor.B", "void com.vendor.B.a()", misfit);

            String line =
                    "frameworks.conf: 12: rule 'vendor' (built in): model: com.vendor.Answer has no property 'model':"
                            + " this version of the library is not known to Phase 3, the rule is off (not woven: ";
            assertThat(said).containsExactly(line + "void com.vendor.A.a())", line + "void com.vendor.B.a())");
        }

        @Test
        void which_methods_the_library_has_lost() {
            failures.ruleFindsNothing(rule, "com.vendor.A", List.of("call(..)", "send()"));
            failures.ruleFindsNothing(rule, "com.vendor.A", List.of("call(..)", "send()"));

            assertThat(said)
                    .containsExactly(
                            "rule 'vendor' (built in): com.vendor.A has no method call(..) or send(): this version"
                                    + " of the library is not known to Phase 3, the rule is off");
        }
    }

    @Test
    void Of_a_built_in_rule_that_a_user_has_changed_what_does_not_fit_for_each_method() {
        Rule amended = Rule.named("vendor", "phase3.conf: 3")
                .builtIn(true)
                .amended(true)
                .build();
        failures.ruleDoesNotFit(amended, "com.vendor.A", "void com.vendor.A.a()", misfit);
        failures.ruleDoesNotFit(amended, "com.vendor.A", "void com.vendor.A.b()", misfit);

        assertThat(said)
                .hasSize(2)
                .contains("phase3.conf: 3: rule 'vendor': model: com.vendor.Answer has no property 'model'"
                        + " (not woven: void com.vendor.A.a())");
    }
}

package io.phase3.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules that the agent brings along lie below those of the user, key by key. */
class BuiltInRulesTest {
    @TempDir
    Path directory;

    private Scenario scenario;

    @BeforeEach
    void start() {
        scenario = new Scenario(directory).frameworks("""
                phase3.rules {
                  vendor-calls {
                    kind    = timed
                    methods = ["com.vendor.Client.call(..)"]
                    type    = "arg0.name"
                    lead    = "arg0.lead"
                  }
                }
                """);
    }

    /** The one rule, which must be built in. */
    private Rule rule() {
        assertThat(scenario.config().rules()).hasSize(1);
        Rule rule = scenario.config().rules().get(0);
        assertThat(rule.name()).isEqualTo("vendor-calls");
        assertThat(rule.builtIn()).isTrue();
        return rule;
    }

    @Test
    void areThereWithoutAnyConfiguration() {
        assertThat(scenario.problems()).isEmpty();
        assertThat(rule()).hasToString("rule 'vendor-calls' (frameworks.conf: 2)");
        assertThat(rule().amended()).isFalse();
    }

    @Test
    void standBesideThoseOfTheUser() {
        scenario.rule("methods = [\"com.acme.A.a()\"]");

        assertThat(scenario.config().rules()).extracting(Rule::builtIn).containsExactly(true, false);
    }

    @Nested
    class SingleKeysAreOverridden {
        @Test
        void byTheFile() {
            scenario.conf("phase3.rules.vendor-calls { feature = search }");

            assertThat(scenario.problems()).isEmpty();
            assertThat(rule().feature()).contains("search");
            assertThat(rule().expression(Attribute.TYPE)).isPresent();
            // The line where the expressions stand.
            assertThat(rule().origin()).isEqualTo("frameworks.conf: 2");
            assertThat(rule().amended()).isFalse();
        }

        @Test
        void byASystemPropertyTheEnvironmentAndTheAgentArgument() {
            scenario.property("phase3.rules.vendor-calls.feature", "by-property")
                    .variable("PHASE3_RULES_VENDOR_CALLS_API", "by-variable")
                    .argument("rules.vendor-calls.kind=vision");

            assertThat(scenario.problems()).isEmpty();
            assertThat(rule().feature()).contains("by-property");
            assertThat(rule().api()).contains("by-variable");
            assertThat(rule().kind()).isEqualTo(Kind.VISION);
        }

        @Test
        void andAnExpressionThatDoesNotFitIsThenLookedForWhereTheUserWroteIt() {
            scenario.conf("phase3.rules {\n vendor-calls {\n feature = f\n lead = \"arg0.user\"\n}\n}");

            assertThat(rule().amended()).isTrue();
            assertThat(rule().origin()).isEqualTo("phase3.conf: 4");
        }

        @Test
        void byNullWhichTakesThemAway() {
            scenario.conf("phase3.rules.vendor-calls.lead = null");

            assertThat(scenario.problems()).isEmpty();
            assertThat(rule().expression(Attribute.LEAD)).isEmpty();
        }
    }

    @Test
    void withMethodsOfTheUsersOwnAreTheUsersOwn() {
        scenario.conf("phase3.rules.vendor-calls.methods = [\"com.acme.Client.call(..)\"]");

        assertThat(scenario.config().rules()).singleElement().satisfies(rule -> {
            assertThat(rule.builtIn()).isFalse();
            assertThat(rule.origin()).isEqualTo("phase3.conf: 1");
            assertThat(rule.expression(Attribute.TYPE)).isPresent();
        });
    }

    @Nested
    class OneIsSwitchedOff {
        @Test
        void byTheFile() {
            scenario.conf("phase3.rules.vendor-calls.enabled = false");

            assertIsOff();
        }

        @Test
        void byASystemProperty() {
            scenario.property("phase3.rules.vendor-calls.enabled", "false");

            assertIsOff();
        }

        @Test
        void byTheEnvironment() {
            scenario.variable("PHASE3_RULES_VENDOR_CALLS_ENABLED", "false");

            assertIsOff();
        }

        @Test
        void byTheAgentArgument() {
            scenario.argument("rules.vendor-calls.enabled=false");

            assertIsOff();
        }

        private void assertIsOff() {
            assertThat(scenario.problems()).isEmpty();
            assertThat(scenario.config().rules()).isEmpty();
            assertThat(scenario.config().invalidRules()).isEmpty();
        }
    }

    @Nested
    class ABrokenOverride {
        @Test
        void switchesThatRuleOffAloneAndIsExplained() {
            scenario.conf("phase3.rules {\n vendor-calls {\n lead = \"arg0.\"\n }\n x { methods = [a.B.c()] }\n}");

            assertThat(scenario.problems())
                    .singleElement()
                    .asString()
                    .startsWith("phase3.conf: 3: rule 'vendor-calls': lead: at column 6");
            assertThat(scenario.config().rules()).extracting(Rule::name).containsExactly("x");
            assertThat(scenario.config().invalidRules()).containsExactly("vendor-calls");
        }

        @Test
        void thatIsNoObjectToo() {
            scenario.conf("phase3.rules.vendor-calls = off");

            assertThat(scenario.problems())
                    .containsExactly("phase3.conf: 1: rule 'vendor-calls': must be an object { … }, not 'off'");
            assertThat(scenario.config().invalidRules()).containsExactly("vendor-calls");
        }

        @Test
        void citesTheAgentsFileForWhatStandsThere() {
            scenario.conf("phase3.rules.vendor-calls.kind = connect");

            assertThat(scenario.problems())
                    .hasSize(3)
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("frameworks.conf: 5: rule 'vendor-calls': type: makes no sense here"));
        }
    }

    @Nested
    class AllAreSwitchedOff {
        private List<String> namesIn(String conf) {
            scenario.conf("phase3.frameworks.enabled = false\n" + conf);
            assertThat(scenario.problems()).isEmpty();
            assertThat(scenario.config().invalidRules()).isEmpty();
            return scenario.config().rules().stream().map(Rule::name).toList();
        }

        @Test
        void byOneKeyButNotTheUsers() {
            assertThat(namesIn("phase3.rules.x.methods = [a.B.c()]")).containsExactly("x");
        }

        @Test
        void inSilenceEvenIfTheUserHasChangedOne() {
            assertThat(namesIn("phase3.rules.vendor-calls.feature = search")).isEmpty();
        }

        @Test
        void andARuleOfTheSameNameTakesNothingFromThem() {
            assertThat(namesIn("phase3.rules.vendor-calls.methods = [a.B.c()]")).containsExactly("vendor-calls");
            assertThat(scenario.config().rules().get(0).expressions()).isEmpty();
        }

        @Test
        void onlyByFalse() {
            scenario.conf("phase3.frameworks.enabled = perhaps");

            assertThat(scenario.problems())
                    .containsExactly(
                            "phase3.conf: 1: frameworks.enabled: must be true or false, not 'perhaps'; using true");
            assertThat(rule().builtIn()).isTrue();
        }
    }
}

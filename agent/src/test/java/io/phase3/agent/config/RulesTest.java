package io.phase3.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.expression.Use;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
    private static final String METHODS = "methods = [\"com.acme.Leads.update(..)\"]";

    @TempDir
    Path directory;

    private Scenario scenario;

    @BeforeEach
    void start() {
        scenario = new Scenario(directory);
    }

    /** What is wrong with rule x, which must be switched off by it. */
    private List<String> problemsOf(String... lines) {
        scenario.rule(lines);
        assertThat(scenario.config().rules()).isEmpty();
        assertThat(scenario.config().invalidRules()).containsExactly("x");
        return scenario.problems();
    }

    /** Rule x, which must be right. */
    private Rule ruleOf(String... lines) {
        scenario.rule(lines);
        assertThat(scenario.problems()).isEmpty();
        return scenario.config().rules().get(0);
    }

    @Nested
    class TheExampleOfTheContract {
        @Test
        void isReadWhole() {
            scenario.conf("""
                    phase3 {
                      exporter { host = "127.0.0.1", port = 8009 }        # or "8009-8029"

                      rules {
                        lead-updates {                                     # the rule's name
                          kind    = websocket
                          methods = ["com.acme.leads.LeadSocket.onMessage(String, ..)"]
                          feature = realtime_intelligence
                          type    = "arg0.type"
                          lead    = "arg0.leadId"
                        }
                        photo-analysis {
                          kind    = vision
                          methods = ["@com.acme.Vision com.acme..*.*(..)"]
                          feature = property_intelligence
                          type    = "'luxury_detection'"
                          success = "result.status < 400"
                          cost    = "result.usage.inputTokens * 0.000003 + result.usage.outputTokens * 0.000015"
                        }
                        sale-closed {
                          kind    = conversion
                          methods = ["com.acme.crm.Deals+.close(..)"]
                          lead    = "arg0.leadId"
                          id      = "result.dealId"
                          revenue = "arg0.salePrice * 0.03"
                        }
                      }

                      attribution {
                        model    = weights
                        weights  { realtime_intelligence = 0.4, property_intelligence = 0.3, churn_prevention = 0.2, ai_coaching = 0.1 }
                        lookback = 90d
                        touches  { store = memory }
                        journal  { directory = "phase3-journal" }
                      }
                    }
                    """);

            assertThat(scenario.problems()).isEmpty();
            List<Rule> rules = scenario.config().rules();
            assertThat(rules)
                    .extracting(Rule::toString)
                    .containsExactly(
                            "rule 'lead-updates' (phase3.conf: 5)",
                            "rule 'photo-analysis' (phase3.conf: 12)",
                            "rule 'sale-closed' (phase3.conf: 20)");
            assertThat(rules).extracting(Rule::kind).containsExactly(Kind.WEBSOCKET, Kind.VISION, Kind.CONVERSION);
            assertThat(rules.get(0).methods())
                    .extracting(Object::toString)
                    .containsExactly("com.acme.leads.LeadSocket.onMessage(java.lang.String, ..)");
            assertThat(rules.get(0).feature()).contains("realtime_intelligence");
            assertThat(rules.get(0).expressions().keySet()).containsExactly(Attribute.TYPE, Attribute.LEAD);
            assertThat(rules.get(1).expression(Attribute.COST).get())
                    .hasToString("result.usage.inputTokens * 0.000003 + result.usage.outputTokens * 0.000015");
            assertThat(rules.get(1).expression(Attribute.TYPE).get()).hasToString("'luxury_detection'");
            assertThat(rules.get(2).feature()).isEmpty();
            assertThat(rules.get(2).expressions().keySet())
                    .containsExactly(Attribute.LEAD, Attribute.ID, Attribute.REVENUE);
        }
    }

    @Nested
    class ARule {
        @Test
        void mayLeaveItsKindOpen() {
            Rule rule = ruleOf(METHODS);

            assertThat(rule.kind()).isEqualTo(Kind.TIMED);
            assertThat(rule.orElse(Rule.named("annotation", "A.b")
                                    .kind(Kind.VISION)
                                    .build())
                            .kind())
                    .isEqualTo(Kind.VISION);
        }

        @Test
        void mayNameOneMethodWithoutAList() {
            Rule rule = ruleOf("methods = \"a.B.c(..)\"", "exclude = \"a.B.c()\"");

            assertThat(rule.methods()).extracting(Object::toString).containsExactly("a.B.c(..)");
            assertThat(rule.exclude()).extracting(Object::toString).containsExactly("a.B.c()");
        }

        @Test
        void mayExcludeSeveralMethodsOrNone() {
            assertThat(ruleOf(METHODS, "exclude = [a.B.c(), a.B.d()]").exclude())
                    .hasSize(2);
            assertThat(ruleOf(METHODS, "exclude = []").exclude()).isEmpty();
        }

        @Test
        void takesNumbersAndConditionsAsExpressions() {
            Rule rule = ruleOf(METHODS, "cost = 0.000003", "success = true");

            assertThat(rule.expression(Attribute.COST).get()).hasToString("0.000003");
            assertThat(rule.expression(Attribute.SUCCESS).get()).hasToString("true");
        }

        @Test
        void mayNameTheCurrencyOfItsMoney() {
            Rule rule = ruleOf(
                    METHODS, "kind = conversion", "id = arg0.id", "refund = arg0.rent", "currency = arg0.currency");

            assertThat(rule.expression(Attribute.CURRENCY).get()).hasToString("arg0.currency");
            assertThat(Attribute.CURRENCY.use()).isEqualTo(Use.TEXT);
        }

        @Test
        void isToldThatItsCurrencyHasNoRateAndStands() {
            scenario.rule(METHODS, "kind = conversion", "id = arg0", "revenue = arg1", "currency = \"'EUR'\"");

            assertThat(scenario.problems())
                    .containsExactly(
                            "phase3.conf: 7: rule 'x': currency: 'EUR' has no rate in attribution.exchange-rates:"
                                    + " each of these amounts will be rejected");
            assertThat(scenario.config().rules()).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"USD", "EUR"})
        void mayHaveMoneyInDollarsAndInWhateverHasARate(String currency) {
            scenario.rule(
                            METHODS,
                            "kind = conversion",
                            "id = arg0",
                            "revenue = arg1",
                            "currency = \"'" + currency + "'\"")
                    .property("phase3.attribution.exchange-rates.EUR", "1.08");

            assertThat(scenario.problems()).isEmpty();
        }

        @Test
        void takesPlainNamesWithOrWithoutQuotes() {
            Rule rule = ruleOf(METHODS, "feature = \"'lead-search.v2'\"", "api = claude");

            assertThat(rule.feature()).contains("lead-search.v2");
            assertThat(rule.api()).contains("claude");
        }

        @Test
        void thatIsSwitchedOffIsPassedOverInSilence() {
            scenario.rule("enabled = false", "kind = nonsense", "what = ever");

            assertThat(scenario.problems()).isEmpty();
            assertThat(scenario.config().rules()).isEmpty();
            assertThat(scenario.config().invalidRules()).isEmpty();
        }

        @Test
        void standsDespiteAnUnknownKey() {
            scenario.rule(METHODS, "featur = x");

            assertThat(scenario.problems())
                    .containsExactly("phase3.conf: 4: rule 'x': unknown key 'featur' – did you mean 'feature'?");
            assertThat(scenario.config().rules()).hasSize(1);
        }

        @Test
        void fallsAlone() {
            scenario.conf(
                    "phase3.rules {\n b { methods = [a.B.c()] }\n a { kind = visoin, methods = [a.B.c()] }\n c { methods = [a.B.c()] }\n}");

            assertThat(scenario.config().rules()).extracting(Rule::name).containsExactly("b", "c");
            assertThat(scenario.config().invalidRules()).containsExactly("a");
        }

        @Test
        void isToldEverythingThatIsWrongAtOnce() {
            assertThat(problemsOf("kind = visoin", "cost = []", "feature = \"a b\"", "label = x"))
                    .hasSize(5);
        }

        @Test
        void keepsItsOriginWhereItIsOverridden() {
            scenario.rule(METHODS).property("phase3.rules.x.kind", "vision");

            assertThat(scenario.config().rules()).singleElement().hasToString("rule 'x' (phase3.conf: 2)");
        }
    }

    @Nested
    class ARuleIsSwitchedOffBy {
        @Test
        void anUnknownKind() {
            assertThat(problemsOf("kind = websockt", METHODS))
                    .containsExactly(
                            "phase3.conf: 3: rule 'x': kind: must be one of websocket, vision, churn, coaching,"
                                    + " conversion, timed, llm, connect, disconnect, counter, gauge, histogram, not 'websockt'"
                                    + " – did you mean 'websocket'?");
        }

        @Test
        void missingMethods() {
            assertThat(problemsOf("kind = vision"))
                    .containsExactly("phase3.conf: 2: rule 'x': has no methods: name at least one, such as"
                            + " [\"com.acme.Leads.update(..)\"]");
        }

        @Test
        void anEmptyListOfMethods() {
            assertThat(problemsOf("kind = vision", "methods = []"))
                    .containsExactly("phase3.conf: 4: rule 'x': methods: is empty: name at least one, such as"
                            + " [\"com.acme.Leads.update(..)\"]");
        }

        @Test
        void wrongTypesOfValues() {
            assertThat(problemsOf(
                            "methods = [a.B.c()",
                            "  [b]]",
                            "exclude = {}",
                            "type = []",
                            "lead { a = 1 }",
                            "enabled = perhaps"))
                    .containsExactly(
                            "phase3.conf: 4: rule 'x': methods[1]: must be a single value, not a list [ … ]",
                            "phase3.conf: 5: rule 'x': exclude: must be a list [ … ], not an object { … }",
                            "phase3.conf: 6: rule 'x': type: must be a single value, not a list [ … ]",
                            "phase3.conf: 7: rule 'x': lead: must be a single value, not an object { … }",
                            "phase3.conf: 8: rule 'x': enabled: must be true or false, not 'perhaps'");
        }

        @Test
        void beingNoObject() {
            scenario.conf("phase3.rules {\n x = vision\n}");

            assertThat(scenario.problems())
                    .containsExactly("phase3.conf: 2: rule 'x': must be an object { … }, not 'vision'");
            assertThat(scenario.config().invalidRules()).containsExactly("x");
        }

        @Test
        void anExpressionWhereAPlainNameStands() {
            assertThat(problemsOf(METHODS, "feature = \"arg0.feature\"", "api = \"a + b\"", "kind = vision"))
                    .containsExactly(
                            "phase3.conf: 4: rule 'x': feature: is a plain name, not an expression: letters, digits, '_',"
                                    + " '-' and '.', not \"arg0.feature\"",
                            "phase3.conf: 5: rule 'x': api: is a plain name, not an expression: letters, digits, '_', '-'"
                                    + " and '.', not \"a + b\"");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "websocket | revenue = 1             | revenue: makes no sense here: it belongs to conversion, and this rule's kind is websocket",
                    "vision    | buckets = [1]           | buckets: makes no sense here: it belongs to histogram, and this rule's kind is vision",
                    "timed     | labels { a = 1 }        | labels: makes no sense here: it belongs to counter, gauge and histogram, and this rule's kind is timed",
                    "churn     | metric = m              | metric: makes no sense here: it belongs to counter, gauge and histogram, and this rule's kind is churn",
                    "coaching  | id = 1                  | id: makes no sense here: it belongs to conversion, and this rule's kind is coaching",
                    "vision    | currency = \"'EUR'\"    | currency: makes no sense here: it belongs to conversion, and this rule's kind is vision",
                    "''        | refund = 1              | refund: makes no sense here: it belongs to conversion, and this rule has no kind",
                    "counter   | metric = m, lead = 1    | lead: makes no sense here: it belongs to websocket, vision, churn, coaching, conversion, timed and llm, and this rule's kind is counter",
                    "counter   | metric = m, buckets=[1] | buckets: makes no sense here: it belongs to histogram, and this rule's kind is counter",
                    "histogram | metric = m, success = 1 | success: makes no sense here: it belongs to websocket, vision, churn, coaching, conversion, timed and llm, and this rule's kind is histogram",
                    "timed     | model = arg0.model      | model: makes no sense here: it belongs to llm, and this rule's kind is timed",
                    "disconnect | connection = this, lead = 1 | lead: makes no sense here: it belongs to websocket, vision, churn, coaching, conversion, timed and llm, and this rule's kind is disconnect",
                    "connect   | connection = this, reason = 1 | reason: makes no sense here: it belongs to disconnect, and this rule's kind is connect",
                    "vision    | connection = this       | connection: makes no sense here: it belongs to connect and disconnect, and this rule's kind is vision",
                    "gauge     | metric=m, value=1, feature = f | feature: makes no sense here: it belongs to websocket, vision, churn, coaching, conversion, timed, llm, connect and disconnect, and this rule's kind is gauge",
                })
        void aKeyOfAnotherKind(String kind, String key, String message) {
            assertThat(problemsOf(METHODS, kind.isEmpty() ? "" : "kind = " + kind, key))
                    .containsExactly("phase3.conf: 5: rule 'x': " + message);
        }
    }

    @Nested
    class AMetricOfOnesOwn {
        @Test
        void isReadWhole() {
            Rule rule = ruleOf(
                    METHODS,
                    "kind = histogram",
                    "metric = dashboard_refresh_seconds",
                    "help = \"How long a refresh takes\"",
                    "value = result.seconds",
                    "buckets = [0.1, 0.5, 3]",
                    "labels {",
                    "  stage = \"'published'\"",
                    "  bus = this.name",
                    "}");

            assertThat(rule.kind()).isEqualTo(Kind.HISTOGRAM);
            assertThat(rule.metric()).contains("dashboard_refresh_seconds");
            assertThat(rule.metricFamily()).contains("dashboard_refresh_seconds");
            assertThat(rule.help()).contains("How long a refresh takes");
            assertThat(rule.expression(Attribute.VALUE).get()).hasToString("result.seconds");
            assertThat(rule.buckets()).containsExactly(0.1, 0.5, 3.0);
            assertThat(rule.labels().keySet()).containsExactly("stage", "bus");
            assertThat(rule.labels().get("stage")).hasToString("'published'");
        }

        @Test
        void mayNameACounterWithOrWithoutTotal() {
            assertThat(ruleOf(METHODS, "kind = counter", "metric = events_total")
                            .metric())
                    .contains("events_total");
            assertThat(ruleOf(METHODS, "kind = counter", "metric = events_total")
                            .metricFamily())
                    .contains("events");
            assertThat(ruleOf(METHODS, "kind = counter", "metric = events").metricFamily())
                    .contains("events");
            assertThat(ruleOf(METHODS, "kind = gauge", "metric = events_total", "value = 1")
                            .metricFamily())
                    .contains("events_total");
        }

        @ParameterizedTest
        @EnumSource(
                value = Kind.class,
                names = {"COUNTER", "HISTOGRAM"})
        void needsAName(Kind kind) {
            assertThat(problemsOf(METHODS, "kind = " + kind.keyword()))
                    .containsExactly(
                            "phase3.conf: 2: rule 'x': a " + kind.keyword() + " needs metric, the name of the metric");
        }

        @Test
        void thatIsAGaugeNeedsAValue() {
            assertThat(problemsOf(METHODS, "kind = gauge"))
                    .containsExactly(
                            "phase3.conf: 2: rule 'x': a gauge needs metric, the name of the metric",
                            "phase3.conf: 2: rule 'x': a gauge needs value, the expression of what it shows");
        }

        @Test
        void needsAValidName() {
            assertThat(problemsOf(METHODS, "kind = counter", "metric = event-bus"))
                    .containsExactly(
                            "phase3.conf: 5: rule 'x': metric: 'event-bus' is no metric name: letters, digits, '_'"
                                    + " and ':', a digit not first – did you mean 'event_bus'?");
            assertThat(problemsOf(METHODS, "kind = counter", "metric = 5xx"))
                    .containsExactly(
                            "phase3.conf: 5: rule 'x': metric: '5xx' is no metric name: letters, digits, '_' and"
                                    + " ':', a digit not first");
        }

        @Test
        void doesNotTakeTheAgentsNames() {
            assertThat(problemsOf(METHODS, "kind = counter", "metric = phase3_agent_coffees"))
                    .containsExactly("phase3.conf: 5: rule 'x': metric: 'phase3_agent_coffees': names that begin with"
                            + " phase3_agent_ belong to the agent itself");
        }

        @ParameterizedTest
        @CsvSource({
            "gauge, phase3_websocket_latency_seconds",
            "gauge, phase3_websocket_latency_seconds_bucket",
            "counter, phase3_touches_total",
            "counter, phase3_touches",
            "gauge, phase3_websocket_connections",
        })
        void doesNotTakeTheProductsNames(String kind, String name) {
            assertThat(problemsOf(METHODS, "kind = " + kind, "value = 1", "metric = " + name))
                    .containsExactly("phase3.conf: 6: rule 'x': metric: '" + name + "' is a metric of Phase 3 itself");
        }

        @Test
        void needsValidLabels() {
            assertThat(problemsOf(
                            METHODS,
                            "kind = counter",
                            "metric = m",
                            "labels {",
                            "  bus-name = 1",
                            "  le = 1",
                            "  __name__ = 1",
                            "  good = []",
                            "}"))
                    .containsExactly(
                            "phase3.conf: 7: rule 'x': labels: 'bus-name' is no label name: letters, digits and '_', a"
                                    + " digit not first – did you mean 'bus_name'?",
                            "phase3.conf: 8: rule 'x': labels: 'le' is reserved by Prometheus: choose another label name",
                            "phase3.conf: 9: rule 'x': labels: '__name__' is reserved by Prometheus: choose another label"
                                    + " name",
                            "phase3.conf: 10: rule 'x': labels.good: must be a single value, not a list [ … ]");
        }

        @Test
        void needsAscendingFiniteBuckets() {
            assertThat(problemsOf(
                            METHODS,
                            "kind = histogram",
                            "metric = m",
                            "buckets = [1,",
                            "0.5,",
                            "1,",
                            "\"Infinity\",",
                            "1e999,",
                            "NaN,",
                            "x]"))
                    .containsExactly(
                            "phase3.conf: 7: rule 'x': buckets[1]: must be ascending: '0.5' comes after a larger one",
                            "phase3.conf: 8: rule 'x': buckets[2]: stands twice: '1'",
                            "phase3.conf: 9: rule 'x': buckets[3]: must be a finite number (the bucket +Inf is always"
                                    + " there), not 'Infinity'",
                            "phase3.conf: 10: rule 'x': buckets[4]: must be a finite number (the bucket +Inf is always"
                                    + " there), not '1e999'",
                            "phase3.conf: 11: rule 'x': buckets[5]: must be a finite number (the bucket +Inf is always"
                                    + " there), not 'NaN'",
                            "phase3.conf: 12: rule 'x': buckets[6]: must be a finite number (the bucket +Inf is always"
                                    + " there), not 'x'");
        }

        @Test
        void needsBucketsIfItNamesThem() {
            assertThat(problemsOf(METHODS, "kind = histogram", "metric = m", "buckets = []"))
                    .containsExactly("phase3.conf: 6: rule 'x': buckets: must not be empty: leave the key out for the"
                            + " default buckets");
        }
    }

    @Nested
    class TwoRulesWithOneMetric {
        @Test
        void shareItIfItsShapeIsTheSame() {
            scenario.conf("""
                    phase3.rules {
                      a { kind = counter, metric = m_total, help = A, labels { p = 1, q = 2 }, methods = [a.B.c()] }
                      b { kind = counter, metric = m, help = B, labels { q = 3, p = 4 }, methods = [a.B.c()] }
                    }
                    """);

            assertThat(scenario.problems()).isEmpty();
            assertThat(scenario.config().rules()).hasSize(2);
        }

        @Test
        void mustNotDisagreeAboutItsKind() {
            assertThat(conflict("kind = counter, metric = m", "kind = gauge, value = 1, metric = m"))
                    .isEqualTo(
                            "phase3.conf: 3: rule 'b': metric: 'm' is already a counter in rule 'a' (phase3.conf: 2)");
        }

        @Test
        void mustNotDisagreeAboutItsLabels() {
            assertThat(conflict(
                            "kind = counter, metric = m, labels { p = 1, q = 2 }",
                            "kind = counter, metric = m, labels { p = 1 }"))
                    .isEqualTo(
                            "phase3.conf: 3: rule 'b': metric: 'm' is already a counter with the labels p, q in rule 'a'"
                                    + " (phase3.conf: 2)");
            assertThat(conflict("kind = counter, metric = m", "kind = counter, metric = m, labels { p = 1 }"))
                    .isEqualTo("phase3.conf: 3: rule 'b': metric: 'm' is already a counter without labels in rule 'a'"
                            + " (phase3.conf: 2)");
        }

        @Test
        void mustNotDisagreeAboutItsBuckets() {
            assertThat(conflict("kind = histogram, metric = m, buckets = [1, 2.5]", "kind = histogram, metric = m"))
                    .isEqualTo(
                            "phase3.conf: 3: rule 'b': metric: 'm' is already a histogram with the buckets [1, 2.5] in"
                                    + " rule 'a' (phase3.conf: 2)");
            assertThat(conflict("kind = histogram, metric = m", "kind = histogram, metric = m, buckets = [1]"))
                    .isEqualTo(
                            "phase3.conf: 3: rule 'b': metric: 'm' is already a histogram with the default buckets in"
                                    + " rule 'a' (phase3.conf: 2)");
        }

        @Test
        void mustNotMeetInASampleName() {
            assertThat(conflict("kind = histogram, metric = m", "kind = gauge, value = 1, metric = m_count"))
                    .isEqualTo("phase3.conf: 3: rule 'b': metric: 'm_count' is already a histogram in rule 'a'"
                            + " (phase3.conf: 2)");
        }

        private String conflict(String first, String second) {
            scenario.conf("phase3.rules {\na { methods = [a.B.c()], " + first + " }\nb { methods = [a.B.c()], " + second
                    + " }\n}");
            assertThat(scenario.config().rules()).extracting(Rule::name).containsExactly("a");
            assertThat(scenario.config().invalidRules()).containsExactly("b");
            return String.join("\n", scenario.problems());
        }
    }

    /** Needs the parsers of the packages {@code expression} and {@code pattern}. */
    @Nested
    class MalformedPatternsAndExpressions {
        @Test
        void switchTheRuleOffWithTheLineOfThePattern() {
            assertThat(problemsOf("methods = [\"a.B.c(..)\",", "\"foo(\"]"))
                    .singleElement()
                    .asString()
                    .startsWith("phase3.conf: 4: rule 'x': methods[1]: ");
            assertThat(problemsOf(METHODS, "exclude = \"foo(\""))
                    .singleElement()
                    .asString()
                    .startsWith("phase3.conf: 4: rule 'x': exclude: ");
        }

        @Test
        void switchTheRuleOffWithTheLineOfTheExpression() {
            assertThat(problemsOf(METHODS, "kind = vision", "type = \"arg0.\"", "cost = \"\""))
                    .satisfiesExactly(
                            type -> assertThat(type).startsWith("phase3.conf: 5: rule 'x': type: "),
                            cost -> assertThat(cost).startsWith("phase3.conf: 6: rule 'x': cost: "));
        }

        @Test
        void switchTheRuleOffWithTheLineOfTheLabel() {
            assertThat(problemsOf(METHODS, "kind = counter", "metric = m", "labels {", "bus = \"arg0.\"", "}"))
                    .singleElement()
                    .asString()
                    .startsWith("phase3.conf: 7: rule 'x': labels.bus: ");
        }
    }
}

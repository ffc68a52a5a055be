package io.phase3.agent.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectorTest {
    private static final String ESTATE = Estate.class.getName() + '$';
    private static final Class<?>[] ALL = {
        Estate.Desk.class, Estate.Deals.class, Estate.HouseDeals.class, Estate.Lead.class, Estate.LeadSocket.class
    };

    @TempDir
    private Path directory;

    private Inspection inspection(String rules) {
        return new Inspection(directory, rules);
    }

    private RuleReport rule(String method, String... keys) {
        return inspection(written("a", method, keys)).of(ALL).rule();
    }

    private static String written(String name, String method, String... keys) {
        return name + " {\n methods = [\"" + method + "\"]\n " + String.join("\n ", keys) + "\n}\n";
    }

    private static List<String> methods(RuleReport rule) {
        return rule.methods().stream()
                .map(it -> it.method().replace(ESTATE, ""))
                .collect(Collectors.toList());
    }

    private static List<String> said(List<Finding> findings) {
        return findings.stream()
                .map(it -> it.severity() + " " + it.code() + ": " + it.message().replace(ESTATE, ""))
                .collect(Collectors.toList());
    }

    private static List<String> candidates(RuleReport rule) {
        return rule.candidates().stream()
                .map(it -> (it.method() + " | " + it.part() + " | " + it.reason()).replace(ESTATE, ""))
                .collect(Collectors.toList());
    }

    @Nested
    class A_method_is_reported {
        private RuleReport found;

        @BeforeEach
        void find() {
            found = rule(
                    ESTATE + "Desk.handle(..)",
                    "kind = vision",
                    "feature = looking",
                    "type = \"arg0.level\"",
                    "lead = \"lead.leadId\"",
                    "cost = \"arg0.price * 2\"");
        }

        @Test
        void with_the_rule_that_weaves_it() {
            assertThat(found.name()).isEqualTo("a");
            assertThat(found.origin()).endsWith("phase3.conf: 2");
            assertThat(found.builtIn()).isFalse();
            assertThat(found.kind()).isEqualTo("vision");
            assertThat(found.feature()).contains("looking");
            assertThat(found.patterns()).containsExactly(ESTATE + "Desk.handle(..)");
            assertThat(methods(found)).containsExactly("Desk.handle(Estate$Lead)");
            assertThat(found.findings()).isEmpty();
            assertThat(found.candidates()).isEmpty();
        }

        @Test
        void with_the_metric_and_its_labels() {
            assertThat(found.metric()).isEqualTo("phase3_vision_analysis_duration_seconds");
            assertThat(found.labels()).containsExactly("feature", "analysis_type", "outcome");
        }

        @Test
        void with_what_each_expression_gives() {
            MethodReport method = found.methods().get(0);
            assertThat(method.location()).isEqualTo(Inspection.LOCATION);
            assertThat(method.woven()).isTrue();
            assertThat(method.values().keySet()).containsExactly("type", "lead", "cost");
            assertThat(method.values().get("type").type()).isEqualTo(ESTATE + "Level");
            assertThat(method.values().get("lead").type()).isEqualTo("text (java.lang.String)");
            assertThat(method.values().get("cost").expression()).isEqualTo("arg0.price * 2");
            assertThat(method.values().get("cost").type()).isEqualTo("number (java.math.BigDecimal)");
        }

        @Test
        void under_the_feature_of_its_kind_if_the_rule_names_none() {
            assertThat(rule(ESTATE + "Desk.handle(..)", "kind = churn").feature())
                    .contains("churn_prevention");
        }

        @Test
        void under_the_annotation_that_it_bears() {
            Report report = inspection("").of(Estate.Noted.class).report();
            assertThat(report.rules()).flatExtracting(RuleReport::findings).isEmpty();
            assertThat(report.rules())
                    .extracting(RuleReport::name)
                    .containsExactly("@Phase3Timed", "@Phase3Timed", "@Phase3Conversion");
            assertThat(report.rules())
                    .extracting(it -> it.origin().replace(ESTATE, ""))
                    .containsExactly("Noted.count", "Noted.note", "Noted.sell");
            assertThat(report.rules().get(0).metric()).isEqualTo("estate_notes_total");
            assertThat(report.rules().get(0).labels()).containsExactly("level");
        }

        @Test
        void under_the_configured_rule_alone_that_its_annotation_fills_in() {
            Report report = inspection(written("a", ESTATE + "Noted.note(..)", "kind = timed"))
                    .of(Estate.Noted.class)
                    .report();
            RuleReport configured = report.rules().get(0);
            assertThat(methods(configured)).containsExactly("Noted.note(Estate$Lead)");
            assertThat(configured.methods().get(0).values()).containsKeys("type", "lead");
            assertThat(report.rules()).hasSize(3);
        }
    }

    @Test
    void what_a_running_agent_has_not_woven_is_an_error() {
        RuleReport rule = inspection(written("a", ESTATE + "Noted.note(..)", "kind = timed"))
                .of(Estate.Noted.class)
                .reportOfNothingWoven()
                .rules()
                .get(0);
        assertThat(rule.methods()).singleElement().matches(method -> !method.woven());
        assertThat(said(rule.findings()))
                .containsExactly("ERROR not-woven: it fits, and is not woven: the agent's log"
                        + " says why (Noted.note(Estate$Lead))");
    }

    @Nested
    class A_rule_without_a_match_is_an_error {
        @Test
        void because_the_method_is_called_otherwise() {
            RuleReport rule = rule(ESTATE + "LeadSocket.onMesage(..)");
            assertThat(candidates(rule))
                    .startsWith("LeadSocket.onMessage(String, int) | onMesage | the method is named 'onMessage'");
            assertThat(said(rule.findings()))
                    .containsExactly(
                            "ERROR no-match: LeadSocket.onMesage(..) matches no"
                                    + " method: no method of LeadSocket is named 'onMesage' – did you mean 'onMessage(String, int)'?");
        }

        @Test
        void because_it_has_other_parameters() {
            RuleReport rule = rule(ESTATE + "LeadSocket.onMessage(String)");
            assertThat(candidates(rule))
                    .startsWith("LeadSocket.onMessage(String, int) | (String) | the parameters are"
                            + " (java.lang.String, int)");
            assertThat(said(rule.findings()).get(0))
                    .contains("'(String)' says no to LeadSocket.onMessage(String, int)");
        }

        @Test
        void because_it_returns_something_else() {
            assertThat(candidates(rule("String " + ESTATE + "Desk.handle(..)")).get(0))
                    .startsWith("Desk.handle(Estate$Lead) | String | the method returns ");
        }

        @Test
        void because_it_has_other_modifiers() {
            assertThat(candidates(rule("public * " + ESTATE + "Desk.handle(..)")))
                    .startsWith("Desk.handle(Estate$Lead) | public | the method is package-private");
        }

        @Test
        void because_it_does_not_bear_the_annotation() {
            assertThat(candidates(rule("@" + ESTATE + "Vision " + ESTATE + "Desk.handle(..)")))
                    .startsWith("Desk.handle(Estate$Lead) | @Vision | the method bears no annotation");
        }

        @Test
        void because_it_has_no_code() {
            assertThat(candidates(rule(ESTATE + "Deals.close(..)")).get(0))
                    .startsWith("Deals.close(Estate$Lead) | Deals.close(..) | the method is abstract");
        }

        @Test
        void because_the_class_is_called_otherwise() {
            RuleReport rule = rule(ESTATE + "LeadSockets.onMessage(..)");
            assertThat(candidates(rule).get(0)).startsWith("LeadSocket.onMessage(String, int) | LeadSockets | ");
            assertThat(said(rule.findings()).get(0))
                    .contains("there is no class LeadSockets among the 5 classes – did you mean 'LeadSocket'?");
        }

        @Test
        void because_the_class_is_in_another_package() {
            RuleReport rule = rule("com.acme.wrong.HouseDeals.close(..)");
            assertThat(candidates(rule).get(0))
                    .startsWith("HouseDeals.close(Estate$Lead) | com.acme.wrong.HouseDeals | ");
        }

        @Test
        void because_no_class_is_called_anything_like_it() {
            RuleReport rule = rule("org.absent.Nowhere.run(..)");
            assertThat(rule.candidates()).isEmpty();
            assertThat(said(rule.findings()).get(0))
                    .endsWith("there is no class org.absent.Nowhere among the 5 classes");
        }

        @Test
        void because_the_JDK_is_never_woven() {
            assertThat(said(rule("java.util.ArrayList.add(..)").findings()).get(0))
                    .endsWith("the classes of the JDK are never woven");
        }

        @Test
        void because_no_method_of_a_subtype_is_called_so() {
            assertThat(candidates(rule(ESTATE + "Deals+.clsoe(..)")).get(0))
                    .startsWith("Deals.close(Estate$Lead) | clsoe | the method is named 'close'");
        }

        @Test
        void because_nothing_is_a_subtype() {
            assertThat(said(rule("java.sql.Driver+.connect(..)").findings()).get(0))
                    .endsWith("none of the 5 classes extends or implements java.sql.Driver");
        }

        @Test
        void of_a_wildcard_s_the_nearest_name_in_any_class() {
            RuleReport rule = rule("io.phase3..*.canzel(..)");
            assertThat(candidates(rule))
                    .startsWith("HouseDeals.cancel(Estate$Lead) | canzel | the method is named 'cancel'");
        }

        @Test
        void of_a_wildcard_s_no_name_that_is_nothing_like_it() {
            RuleReport rule = rule("io.phase3..*.frobnicate(..)");
            assertThat(rule.candidates()).isEmpty();
            assertThat(said(rule.findings()).get(0))
                    .endsWith("no method of the classes that it names is named 'frobnicate'");
        }

        @Test
        void because_no_class_of_the_package_is_there() {
            assertThat(said(rule("org.absent..*.*(..)").findings()).get(0))
                    .endsWith("none of the 5 classes has such a name");
        }

        @Test
        void because_no_method_bears_the_annotation() {
            RuleReport rule = inspection(written("a", "@io.phase3.agent.explain.Estate$Vison *..*.*(..)"))
                    .of(Estate.Desk.class, Estate.Vision.class)
                    .rule();
            assertThat(rule.candidates()).isEmpty();
            assertThat(said(rule.findings()).get(0))
                    .endsWith("nothing that it names bears @Vison – did you mean 'Vision'?");
        }

        @Test
        void because_exclude_leaves_nothing() {
            RuleReport rule = rule(ESTATE + "Desk.handle(..)", "exclude = [\"*..Desk.*(..)\"]");
            assertThat(said(rule.findings()))
                    .containsExactly(
                            "ERROR excluded: exclude leaves nothing of what the patterns match; make it narrower");
        }

        @Test
        void but_not_if_it_is_built_in() {
            Report report = inspection("").of(ALL).report();
            assertThat(report.rules()).isEmpty();
            assertThat(report.isGood()).isTrue();
        }
    }

    @Nested
    class A_finding_is_made_of {
        @Test
        void a_pattern_that_finds_nothing_while_others_of_its_rule_do() {
            RuleReport rule = rule(ESTATE + "Desk.handle(..)\", \"" + ESTATE + "Desk.handel(..)");
            assertThat(said(rule.findings()))
                    .singleElement()
                    .asString()
                    .startsWith("WARNING unused-pattern: Desk.handel");
            assertThat(methods(rule)).hasSize(1);
        }

        @Test
        void an_expression_that_does_not_fit() {
            RuleReport rule = rule(ESTATE + "Desk.handle(..)", "type = \"arg0.knd\"");
            assertThat(rule.methods()).isEmpty();
            assertThat(said(rule.findings()))
                    .singleElement()
                    .asString()
                    .startsWith("ERROR does-not-fit: type: ")
                    .contains("kind")
                    .contains("(Desk.handle(Estate$Lead))");
            assertThat(rule.findings().get(0).origin()).endsWith("phase3.conf: 2");
        }

        @Test
        void an_annotation_that_is_wrong() {
            Report report = inspection("").of(Estate.Mistaken.class).report();
            assertThat(report.isGood()).isFalse();
            assertThat(said(report.findings()))
                    .containsExactly(
                            "ERROR wrong-annotation: kind: there is no kind 'websockt' – did you mean 'websocket'?",
                            "ERROR wrong-annotation: metric: 'phase3_operation_duration_seconds' is a metric of Phase 3 itself");
            assertThat(report.rules().stream().flatMap(it -> said(it.findings()).stream()))
                    .anySatisfy(it -> assertThat(it).startsWith("ERROR does-not-fit: type: "))
                    .anySatisfy(it -> assertThat(it).startsWith("ERROR does-not-fit: a gauge needs value"))
                    .anySatisfy(it -> assertThat(it).startsWith("ERROR does-not-fit: kind connect needs connection"));
        }

        @Test
        void metrics_of_one_name_and_two_shapes() {
            RuleReport second = inspection("").of(Estate.Mistaken.class).report().rules().stream()
                    .filter(it -> it.origin().endsWith(".second"))
                    .findFirst()
                    .get();
            assertThat(second.methods().get(0).woven()).isFalse();
            assertThat(said(second.findings()))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "ERROR metric-conflict: metric: 'estate_total' is already a counter with the labels level in rule");
        }

        @Test
        void rules_that_count_a_call_twice() {
            Report report = inspection(written("a", ESTATE + "Desk.handle(..)")
                            + written("b", ESTATE + "Desk.*(..)", "kind = coaching")
                            + written("c", ESTATE + "Desk.handle(..)", "kind = counter", "metric = desk_total"))
                    .of(ALL)
                    .report();
            assertThat(report.rules().get(0).findings()).isEmpty();
            assertThat(said(report.rules().get(1).findings()))
                    .anySatisfy(it -> assertThat(it)
                            .startsWith("WARNING overlap: rule 'a' (")
                            .contains("each call counts twice")
                            .endsWith("(Desk.handle(Estate$Lead))"));
            assertThat(report.rules().get(2).findings()).isEmpty();
            assertThat(report.isGood()).isTrue();
        }

        @Test
        void what_the_declared_types_do_not_tell() {
            RuleReport rule = rule(ESTATE + "Desk.handle(..)", "lead = \"arg0.payload.id\"");
            assertThat(rule.methods().get(0).values().get("lead").type()).isEqualTo("known at run time");
            assertThat(said(rule.findings()))
                    .singleElement()
                    .asString()
                    .startsWith("NOTE late-bound: lead: arg0.payload.id ");
        }

        @Test
        void a_mistake_in_the_configuration() {
            Report report = inspection(written("a", ESTATE + "Desk.handle(..)", "kind = banana") + "b { methods = 1 }")
                    .of(ALL)
                    .report();
            assertThat(report.rules()).extracting(RuleReport::name).containsExactly("a", "b");
            assertThat(said(report.rules().get(0).findings()))
                    .singleElement()
                    .asString()
                    .startsWith("ERROR configuration: kind: ");
            assertThat(report.findings()).isEmpty();
            assertThat(report.isGood()).isFalse();
        }

        @Test
        void a_class_file_that_cannot_be_read() {
            byte[] tooNew = Inspection.classFile(Estate.Desk.class);
            tooNew[7] = 99;
            ClassLoader loader = Estate.class.getClassLoader();
            Report report = inspection(written("a", ESTATE + "Desk.handle(..)"))
                    .of(loader, ESTATE + "Desk", tooNew)
                    .of(loader, "com.acme.B", new byte[] {1, 2, 3})
                    .of(loader, "com.acme.A", new byte[] {1, 2, 3})
                    .report();
            assertThat(said(report.findings()))
                    .containsExactly(
                            "ERROR class-failed: not woven: its class file is of Java 55, which is newer than the agent knows"
                                    + " (Desk)",
                            "WARNING class-failed: not woven: it is no class file (com.acme.A and 1 more)");
            assertThat(report.classes()).isEqualTo(3);
        }

        @Test
        void a_super_type_that_is_missing() {
            ClassLoader withoutDeals = new ClassLoader(null) {
                @Override
                public URL getResource(String name) {
                    return name.endsWith("Deals.class")
                            ? null
                            : Estate.class.getClassLoader().getResource(name);
                }
            };
            String deals = ESTATE + "HouseDeals";
            RuleReport rule = inspection(written("a", "java.lang.AutoCloseable+.close(..)"))
                    .of(withoutDeals, deals, Inspection.classFile(Estate.HouseDeals.class))
                    .rule();
            assertThat(said(rule.findings()))
                    .anySatisfy(it -> assertThat(it)
                            .startsWith("WARNING missing-type: java.lang.AutoCloseable+.close(..) cannot be decided: ")
                            .contains("missing: Deals"));
        }
    }

    @Nested
    class Of_a_class_path_without_the_libraries_that_are_here {
        private final ClassLoader nothing = new ClassLoader(null) {};

        @Test
        void our_annotations_are_known_all_the_same() {
            Report report = inspection("")
                    .of(nothing, ESTATE + "Clock", Inspection.classFile(Estate.Clock.class))
                    .report();
            assertThat(report.rules()).extracting(RuleReport::name).containsExactly("@Phase3Timed");
        }

        @Test
        void what_else_a_method_needs_is_missing() {
            Report report = inspection(written("a", ESTATE + "Desk.handle(..)"))
                    .of(nothing, ESTATE + "Desk", Inspection.classFile(Estate.Desk.class))
                    .report();
            assertThat(said(report.findings()))
                    .containsExactly(
                            "ERROR class-failed: not woven: it needs the class Lead, which is not on the class path (Desk)");
            assertThat(said(report.rules().get(0).findings()).get(0)).endsWith("the class Desk cannot be looked at");
        }
    }

    @Nested
    class A_call_that_goes_on {
        private List<String> said(String method) {
            return InspectorTest.said(rule(ESTATE + "Desk." + method + "(..)").findings());
        }

        @Test
        void is_recorded_when_its_stage_completes() {
            RuleReport rule = rule(ESTATE + "Desk.later(..)");
            assertThat(rule.methods().get(0).async()).contains("when the stage completes");
            assertThat(rule.findings()).isEmpty();
        }

        @Test
        void is_recorded_by_what_it_returns_if_that_is_declared_as_an_object() {
            RuleReport rule = rule(ESTATE + "Desk.anything(..)");
            assertThat(rule.methods().get(0).async())
                    .contains("if what it returns is asynchronous, when that completes");
            assertThat(rule.findings()).isEmpty();
        }

        @Test
        void is_not_seen_to_end_by_a_plain_future() {
            assertThat(said("sometime")).singleElement().asString().startsWith("WARNING async: a Future tells nobody");
        }

        @Test
        void is_not_seen_to_end_by_a_type_that_nobody_knows() {
            assertThat(said("perhaps"))
                    .singleElement()
                    .asString()
                    .startsWith("WARNING async: what returns a java.util.concurrent.Callable may go on");
        }
    }

    @Nested
    class A_label {
        /** How each expression is judged as a label: its severity, or {@code few}. */
        private Map<String, String> judged(String method, String... expressions) {
            List<String> labels = new ArrayList<>();
            for (int i = 0; i < expressions.length; i++) {
                labels.add("x" + i + " = \"" + expressions[i] + "\"");
            }
            RuleReport rule = rule(
                    ESTATE + "Desk." + method + "(..)",
                    "kind = counter",
                    "metric = desk_total",
                    "labels { " + String.join(", ", labels) + " }");
            assertThat(rule.methods()).hasSize(1);
            Map<String, String> judged = new LinkedHashMap<>();
            for (int i = 0; i < expressions.length; i++) {
                String label = "labels.x" + i + ": ";
                judged.put(
                        expressions[i],
                        rule.findings().stream()
                                .filter(it -> it.code().equals("unbounded-label"))
                                .filter(it -> it.message().startsWith(label))
                                .map(it -> it.severity().toString())
                                .findFirst()
                                .orElse("few"));
            }
            return judged;
        }

        @Test
        void has_few_values_by_its_type() {
            assertThat(judged(
                                    "handle",
                                    "'desk'",
                                    "arg0.level",
                                    "arg0.level.label",
                                    "this.class",
                                    "this.class.name",
                                    "arg0.status < 400",
                                    "arg0.status < 400 ? 'good' : 'bad'",
                                    "(arg0.leadId == null ? 'a' : 'b') ?? 'c'")
                            .values())
                    .containsOnly("few");
        }

        @Test
        void may_have_many_if_it_is_any_text() {
            assertThat(judged("handle", "arg0.kind", "arg0.kind ?? 'none'", "mdc('stage')", "arg0.status")
                            .values())
                    .containsOnly("NOTE");
        }

        @Test
        void has_many_if_it_is_another_one_for_each_lead() {
            assertThat(judged(
                                    "handle",
                                    "arg0.leadId",
                                    "arg0.leadId ?? 'none'",
                                    "'lead ' + arg0.leadId",
                                    "arg0.reference",
                                    "arg0.price",
                                    "arg0.price * 2",
                                    "arg0",
                                    "arg0.payload.customer_id",
                                    "mdc('requestId')",
                                    "arg0.status < 400 ? arg0.leadId : 'bad'")
                            .values())
                    .containsOnly("WARNING");
        }

        @Test
        void is_judged_by_the_parameters_name_where_that_is_known() {
            assertThat(judged("file", "arg0", "arg1").values()).containsExactly("WARNING", "NOTE");
        }

        @Test
        void is_told_with_the_bound() {
            assertThat(said(rule(ESTATE + "Desk.handle(..)", "type = \"arg0.leadId\"")
                            .findings()))
                    .singleElement()
                    .asString()
                    .contains(
                            "past 1,000 sets of label values (bounds.label-values) further ones count under __other__");
        }
    }
}

package io.phase3.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.config.Attribute;
import io.phase3.agent.config.Kind;
import io.phase3.agent.config.Rule;
import io.phase3.agent.expression.Expression;
import io.phase3.agent.pattern.MethodPattern;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Calls of built-in rules and of language models inside other calls, in woven code. */
class BuiltInRuleTest {
    private static final String MODEL_CALL = "model-call";

    private static void nothing() {}

    private static Rule.Builder rule(String name, String method) {
        return Rule.named(name, "phase3.conf: 1")
                .method(MethodPattern.parse("io.phase3.agent.record.Office$Woven." + method + "(..)"));
    }

    private static Rule.Builder builtIn(String name, String method) {
        return rule(name, method).builtIn(true);
    }

    /** 1,000 tokens of a model of which a million cost $5; the first argument tells whether there is an image. */
    private static Rule.Builder modelCall() {
        return builtIn(MODEL_CALL, "review")
                .kind(Kind.LLM)
                .api("vendor")
                .group("llm")
                .expression(Attribute.MODEL, Expression.parse("'opus'"))
                .expression(Attribute.IMAGE, Expression.parse("arg0 == 'image'"))
                .expression(Attribute.INPUT_TOKENS, Expression.parse("1000"));
    }

    private static void ask(Office office, String type, Runnable inside) {
        office.review(type, "", "", "", "", inside);
    }

    /** A program with the rules of this test, and what it has counted. */
    private static final class Program {
        private final WovenProgram woven;
        private final Office office;

        Program(Rule.Builder... rules) {
            Rule[] built = new Rule[rules.length];
            for (int i = 0; i < rules.length; i++) {
                built[i] = rules[i].build();
            }
            woven = new WovenProgram(built);
            try {
                office =
                        (Office) woven.load(Office.Woven.class).getConstructor().newInstance();
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
            }
        }

        Double operations(String feature, String operation) {
            return woven.value(
                    "phase3_operation_duration_seconds_count",
                    "feature=" + feature,
                    "operation=" + operation,
                    "outcome=success");
        }

        Double requests(String feature) {
            return woven.value("phase3_llm_requests_total", "feature=" + feature, "model=opus", "outcome=success");
        }

        Double analyses(String feature, String type) {
            return woven.value(
                    "phase3_vision_analysis_duration_seconds_count",
                    "feature=" + feature,
                    "analysis_type=" + type,
                    "outcome=success");
        }
    }

    private final Program program = new Program(
            rule("handle", "handle")
                    .kind(Kind.WEBSOCKET)
                    .feature("leads")
                    .expression(Attribute.LEAD, Expression.parse("arg0")),
            rule("analyse", "analyse").kind(Kind.VISION).feature("photos"),
            rule("sell", "sell").kind(Kind.COUNTER).metric("acme_sales_total"),
            builtIn("find", "find"),
            builtIn("analyseLater", "analyseLater"),
            modelCall());
    private final Office office = program.office;

    @AfterEach
    void nothing_failed() {
        assertThat(program.woven.failures()).isEmpty();
    }

    @Nested
    class The_feature {
        @Test
        void is_that_of_the_call_around() {
            office.handle("lead-1", () -> office.find(() -> "found"));
            assertThat(program.operations("leads", "find")).isEqualTo(1);
            assertThat(program.operations("unattributed", "find")).isZero();
        }

        @Test
        void is_that_of_the_innermost_call_around() {
            office.handle("lead-1", () -> office.analyse(() -> office.find(() -> "found")));
            office.analyse(() -> office.handle("lead-1", () -> office.find(() -> "found")));
            assertThat(program.operations("photos", "find")).isEqualTo(1);
            assertThat(program.operations("leads", "find")).isEqualTo(1);
        }

        @Test
        void is_the_kinds_where_no_call_is_around() {
            office.handle("lead-1", BuiltInRuleTest::nothing);
            office.find(() -> "found");
            assertThat(program.operations("unattributed", "find")).isEqualTo(1);
            assertThat(program.operations("leads", "find")).isNull();
        }

        @Test
        void is_not_that_of_a_call_inside() {
            office.find(() -> {
                office.handle("lead-1", BuiltInRuleTest::nothing);
                return "found";
            });
            assertThat(program.operations("unattributed", "find")).isEqualTo(1);
        }

        @Test
        void passes_through_calls_of_built_in_rules() {
            office.handle(
                    "lead-1",
                    () -> office.find(() -> {
                        ask(office, "text", BuiltInRuleTest::nothing);
                        return "found";
                    }));
            assertThat(program.requests("leads")).isEqualTo(1);
        }

        @Test
        void is_that_of_the_call_around_which_began_an_asynchronous_one() {
            CompletableFuture<String> stage = new CompletableFuture<>();
            office.handle("lead-1", () -> {
                CompletionStage<String> same = office.analyseLater(stage);
                assertThat(same).isSameAs(stage);
            });
            office.analyse(() -> stage.complete("done"));
            assertThat(program.operations("leads", "analyseLater")).isEqualTo(1);
        }

        @Test
        void does_not_cross_threads() {
            office.handle(
                    "lead-1",
                    () -> CompletableFuture.runAsync(() -> office.find(() -> "found"))
                            .join());
            assertThat(program.operations("unattributed", "find")).isEqualTo(1);
        }

        @Test
        void of_another_rule_on_the_same_method_is_that_of_a_call_around() {
            Program both = new Program(
                    rule("user", "find").kind(Kind.CONVERSION).feature("sales"), builtIn("built-in", "find"));
            both.office.find(() -> "found");
            assertThat(both.operations("sales", "find")).isEqualTo(1);
        }

        @Test
        void that_the_rule_names_stays() {
            Program named = new Program(
                    rule("handle", "handle").feature("leads"),
                    builtIn("find", "find").feature("search"));
            named.office.handle("lead-1", () -> named.office.find(() -> "found"));
            assertThat(named.operations("search", "find")).isEqualTo(1);
        }

        @Test
        void of_a_users_rule_is_never_inherited() {
            Program users = new Program(rule("handle", "handle").feature("leads"), rule("find", "find"));
            users.office.handle("lead-1", () -> users.office.find(() -> "found"));
            assertThat(users.operations("unattributed", "find")).isEqualTo(1);
        }
    }

    @Nested
    class A_lead {
        @Test
        void is_touched_by_the_users_call_alone() {
            office.handle("lead-1", () -> office.find(() -> "found"));
            assertThat(program.woven.events()).containsExactly("touch lead-1 leads");
        }

        @Test
        void that_a_built_in_rule_names_is_touched_and_holds_for_the_calls_inside() {
            Program naming = new Program(
                    rule("analyse", "analyse").feature("photos"),
                    builtIn("handle", "handle")
                            .kind(Kind.WEBSOCKET)
                            .expression(Attribute.LEAD, Expression.parse("arg0")));
            naming.office.handle("lead-1", () -> naming.office.analyse(BuiltInRuleTest::nothing));
            assertThat(naming.woven.events()).containsExactly("touch lead-1 photos", "touch lead-1 realtime");
        }
    }

    @Nested
    class A_call_of_a_language_model {
        @Test
        void is_charged_to_the_feature_of_the_call_around() {
            office.handle("lead-1", () -> ask(office, "text", BuiltInRuleTest::nothing));
            assertThat(program.woven.cost("leads", "vendor")).isEqualTo(.005);
            assertThat(program.requests("leads")).isEqualTo(1);
            assertThat(program.operations("leads", MODEL_CALL)).isEqualTo(1);
        }

        @Test
        void is_no_second_analysis_inside_one() {
            office.analyse(() -> ask(office, "image", BuiltInRuleTest::nothing));
            assertThat(program.analyses("photos", "analyse")).isEqualTo(1);
            assertThat(program.analyses("photos", MODEL_CALL)).isNull();
            assertThat(program.requests("photos")).isEqualTo(1);
        }

        @Test
        void is_an_analysis_where_none_is_around() {
            office.handle("lead-1", () -> ask(office, "image", BuiltInRuleTest::nothing));
            assertThat(program.analyses("leads", MODEL_CALL)).isEqualTo(1);
        }

        @Test
        void costs_nothing_more_inside_a_call_that_says_its_cost() {
            Program paid = new Program(
                    rule("analyse", "analyse")
                            .feature("photos")
                            .api("flat")
                            .expression(Attribute.COST, Expression.parse("0.03")),
                    modelCall());
            paid.office.analyse(() -> ask(paid.office, "text", BuiltInRuleTest::nothing));
            assertThat(paid.woven.cost("photos", "flat")).isEqualTo(.03);
            assertThat(paid.woven.cost("photos", "vendor")).isZero();
            assertThat(paid.requests("photos")).isEqualTo(1);
            ask(paid.office, "text", BuiltInRuleTest::nothing);
            assertThat(paid.woven.cost("unattributed", "vendor")).isEqualTo(.005);
        }

        @Test
        void counts_once_with_the_others_of_its_group() {
            Program two = new Program(
                    modelCall(), builtIn("library", "analyse").kind(Kind.LLM).group("llm"));
            two.office.analyse(() -> ask(two.office, "text", BuiltInRuleTest::nothing));
            assertThat(two.operations("unattributed", "library")).isEqualTo(1);
            assertThat(two.requests("unattributed")).isNull();
        }
    }

    @Nested
    class Connections {
        private final Program sockets = new Program(
                rule("handle", "handle").feature("leads"),
                builtIn("connect", "sell")
                        .kind(Kind.CONNECT)
                        .expression(Attribute.CONNECTION, Expression.parse("arg0")),
                builtIn("disconnect", "review")
                        .kind(Kind.DISCONNECT)
                        .expression(Attribute.CONNECTION, Expression.parse("arg0"))
                        .expression(Attribute.REASON, Expression.parse("arg1")));

        private Double open(String feature) {
            return sockets.woven.value("phase3_websocket_connections", "feature=" + feature);
        }

        private Double closed(String feature, String reason) {
            return sockets.woven.value("phase3_websocket_disconnects_total", "feature=" + feature, "reason=" + reason);
        }

        private void close(String connection, String reason) {
            sockets.office.review(connection, reason, "", "", "", BuiltInRuleTest::nothing);
        }

        @Test
        void are_there_as_zero_from_the_start() {
            assertThat(open("realtime")).isZero();
            assertThat(closed("realtime", "normal")).isZero();
        }

        @Test
        void belong_to_the_feature_under_which_they_were_opened() {
            sockets.office.handle("lead-1", () -> sockets.office.sell("first"));
            sockets.office.sell("second");
            assertThat(open("leads")).isEqualTo(1);
            assertThat(open("realtime")).isEqualTo(1);
            close("first", "1001");
            sockets.office.handle("lead-1", () -> close("second", null));
            assertThat(open("leads")).isZero();
            assertThat(open("realtime")).isZero();
            assertThat(closed("leads", "going_away")).isEqualTo(1);
            assertThat(closed("realtime", "unknown")).isEqualTo(1);
        }
    }
}

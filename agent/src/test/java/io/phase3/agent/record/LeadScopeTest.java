package io.phase3.agent.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phase3.agent.config.Attribute;
import io.phase3.agent.config.Kind;
import io.phase3.agent.config.Rule;
import io.phase3.agent.expression.Expression;
import io.phase3.agent.pattern.MethodPattern;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A lead bound by an outer call, in woven code. */
class LeadScopeTest {
    private static void nothing() {}

    private final WovenProgram program = new WovenProgram(
            rule("handle")
                    .kind(Kind.WEBSOCKET)
                    .feature("handle")
                    .expression(Attribute.LEAD, text("arg0"))
                    .build(),
            rule("analyse").kind(Kind.VISION).feature("analyse").build(),
            rule("review")
                    .kind(Kind.COACHING)
                    .feature("review")
                    .expression(Attribute.TYPE, text("arg0 + arg1 + arg2 + arg3 + arg4"))
                    .build(),
            rule("find")
                    .feature("find")
                    .expression(Attribute.LEAD, text("result"))
                    .build(),
            rule("handleLater")
                    .feature("handleLater")
                    .expression(Attribute.LEAD, text("arg0 ?? result"))
                    .build(),
            rule("analyseLater").feature("analyseLater").build(),
            rule("sell")
                    .kind(Kind.CONVERSION)
                    .expression(Attribute.ID, text("arg0"))
                    .build(),
            rule("visit")
                    .feature("visit")
                    .expression(Attribute.LEAD, text("this.owner"))
                    .build(),
            rule("getOwner")
                    .feature("getOwner")
                    .expression(Attribute.LEAD, text("'wrong'"))
                    .build());
    private final Office office = office(program);

    private static Rule.Builder rule(String method) {
        return rule(method, method);
    }

    private static Rule.Builder rule(String name, String method) {
        return Rule.named(name, "phase3.conf: 1")
                .method(MethodPattern.parse("io.phase3.agent.record.Office$Woven." + method + "(..)"));
    }

    private static Expression text(String expression) {
        return Expression.parse(expression);
    }

    private static Office office(WovenProgram program) {
        try {
            return (Office) program.load(Office.Woven.class).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    @AfterEach
    void nothing_failed_and_nothing_is_left_behind() {
        int before = program.events().size();
        office.analyse(LeadScopeTest::nothing);
        assertThat(program.events()).hasSize(before);
        assertThat(program.failures()).isEmpty();
    }

    @Nested
    class Holds_for {
        @Test
        void calls_inside() {
            office.handle("lead-1", () -> office.analyse(LeadScopeTest::nothing));
            assertThat(program.events()).containsExactly("touch lead-1 analyse", "touch lead-1 handle");
        }

        @Test
        void calls_inside_those() {
            office.handle(
                    "lead-1",
                    () -> office.analyse(() -> office.review("t", "a", "b", "c", "d", LeadScopeTest::nothing)));
            assertThat(program.events())
                    .containsExactly("touch lead-1 review", "touch lead-1 analyse", "touch lead-1 handle");
        }

        @Test
        void conversions() {
            office.handle("lead-1", () -> office.sell("deal-1"));
            assertThat(program.events()).containsExactly("conversion sell deal-1 lead-1 0 null", "touch lead-1 handle");
        }

        @Test
        void each_call_that_follows_inside() {
            office.handle("lead-1", () -> {
                office.analyse(LeadScopeTest::nothing);
                office.sell("deal-1");
            });
            assertThat(program.events())
                    .containsExactly(
                            "touch lead-1 analyse", "conversion sell deal-1 lead-1 0 null", "touch lead-1 handle");
        }
    }

    @Nested
    class Does_not_hold_for {
        @Test
        void calls_that_come_before_or_after() {
            office.analyse(LeadScopeTest::nothing);
            office.handle("lead-1", LeadScopeTest::nothing);
            office.analyse(LeadScopeTest::nothing);
            assertThat(program.events()).containsExactly("touch lead-1 handle");
        }

        @Test
        void calls_after_one_that_threw() {
            RuntimeException failure = new IllegalStateException();
            assertThatThrownBy(() -> office.handle("lead-1", () -> {
                        throw failure;
                    }))
                    .isSameAs(failure);
            office.analyse(LeadScopeTest::nothing);
            assertThat(program.events()).containsExactly("touch lead-1 handle");
        }

        @Test
        void calls_on_other_threads() throws InterruptedException {
            Thread other = new Thread(() -> office.analyse(LeadScopeTest::nothing));
            office.handle("lead-1", () -> {
                other.start();
                try {
                    other.join();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(program.events()).containsExactly("touch lead-1 handle");
        }

        @Test
        void calls_outside_it() {
            office.analyse(() -> office.handle("lead-1", LeadScopeTest::nothing));
            assertThat(program.events()).containsExactly("touch lead-1 handle");
        }
    }

    @Nested
    class Of_a_call_with_a_lead_inside_another {
        @Test
        void is_the_inner_one_until_that_ends() {
            office.handle("outer", () -> {
                office.find(() -> {
                    office.handleLater("inner", () -> {
                        office.analyse(LeadScopeTest::nothing);
                        return CompletableFuture.completedFuture("");
                    });
                    office.analyse(LeadScopeTest::nothing);
                    return "found";
                });
                office.sell("deal-1");
            });
            assertThat(program.events())
                    .containsExactly(
                            "touch inner analyse",
                            "touch inner handleLater",
                            "touch outer analyse",
                            "touch found find",
                            "conversion sell deal-1 outer 0 null",
                            "touch outer handle");
        }

        @Test
        void is_the_outer_one_if_the_inner_one_is_absent() {
            office.handle(
                    "outer",
                    () -> office.find(() -> {
                        office.analyse(LeadScopeTest::nothing);
                        return null;
                    }));
            assertThat(program.events())
                    .containsExactly("touch outer analyse", "touch outer find", "touch outer handle");
        }

        @Test
        void is_put_back_after_the_inner_one_threw() {
            office.handle("outer", () -> {
                assertThatThrownBy(() -> office.find(() -> {
                            throw new IllegalStateException();
                        }))
                        .isInstanceOf(IllegalStateException.class);
                office.sell("deal-1");
            });
            assertThat(program.events())
                    .containsExactly("touch outer find", "conversion sell deal-1 outer 0 null", "touch outer handle");
        }

        @Test
        void is_that_of_the_outermost_call_of_a_recursion() {
            office.handle("outer", () -> {
                office.handle("inner", () -> office.sell("deal-1"));
                office.sell("deal-2");
            });
            assertThat(program.events())
                    .containsExactly(
                            "conversion sell deal-1 outer 0 null",
                            "conversion sell deal-2 outer 0 null",
                            "touch outer handle");
        }
    }

    @Nested
    class Of_one_rule_of_a_method {
        private final Rule lead = rule("lead", "analyse")
                .feature("lead")
                .expression(Attribute.LEAD, text("'lead-1'"))
                .build();
        private final Rule sale = rule("sale", "analyse")
                .kind(Kind.CONVERSION)
                .expression(Attribute.ID, text("'deal-1'"))
                .build();

        @Test
        void holds_for_the_others_in_whatever_order_they_stand() {
            for (WovenProgram both : List.of(new WovenProgram(lead, sale), new WovenProgram(sale, lead))) {
                office(both).analyse(LeadScopeTest::nothing);
                assertThat(both.events())
                        .containsExactly("conversion analyse deal-1 lead-1 0 null", "touch lead-1 lead");
            }
        }
    }

    @Nested
    class Of_a_stage {
        private final CompletableFuture<String> stage = new CompletableFuture<>();

        @Test
        void holds_until_the_method_returns() {
            office.handleLater("lead-1", () -> {
                office.analyse(LeadScopeTest::nothing);
                return stage;
            });
            office.sell("deal-1");
            assertThat(program.events()).containsExactly("touch lead-1 analyse", "conversion sell deal-1 null 0 null");
        }

        @Test
        void is_kept_until_it_completes() {
            office.handleLater("lead-1", () -> stage);
            office.handle("lead-2", () -> stage.complete("done"));
            assertThat(program.events()).containsExactly("touch lead-1 handleLater", "touch lead-2 handle");
        }

        @Test
        void is_kept_for_calls_inside_that_complete_later() {
            office.handle("lead-1", () -> office.analyseLater(stage));
            stage.complete("done");
            assertThat(program.events()).containsExactly("touch lead-1 handle", "touch lead-1 analyseLater");
        }

        @Test
        void may_be_in_what_it_completes_with() {
            office.handle("outer", () -> office.handleLater(null, () -> stage));
            stage.complete("late");
            assertThat(program.events()).containsExactly("touch outer handle", "touch late handleLater");
        }

        @Test
        void is_that_of_the_outer_call_if_it_completes_with_none() {
            office.handle("outer", () -> office.handleLater(null, () -> stage));
            stage.complete(null);
            assertThat(program.events()).containsExactly("touch outer handle", "touch outer handleLater");
        }
    }

    @Nested
    class That_the_agent_reads_through_woven_code {
        @Test
        void opens_and_counts_nothing_meanwhile() {
            office.visit();
            assertThat(program.events()).containsExactly("touch owner analyse", "touch owner visit");
        }
    }

    @Nested
    class After_the_stack_was_full {
        private int plunge(Supplier<Integer> deeper) {
            office.handle("deep", LeadScopeTest::nothing);
            return deeper.get() + 1;
        }

        private int forEver() {
            return plunge(this::forEver);
        }

        private void nested() {
            office.handle(
                    "deep",
                    () -> office.find(() -> {
                        nested();
                        return null;
                    }));
        }

        @Test
        void is_not_left_open_and_calls_count_on() {
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(this::forEver).isInstanceOf(StackOverflowError.class);
                assertThatThrownBy(this::nested).isInstanceOf(StackOverflowError.class);
            }
            int before = program.events().size();
            office.sell("deal-1");
            office.handle("lead-1", () -> office.sell("deal-2"));
            office.find(() -> "lead-2");
            assertThat(program.events().subList(before, program.events().size()))
                    .containsExactly(
                            "conversion sell deal-1 null 0 null",
                            "conversion sell deal-2 lead-1 0 null",
                            "touch lead-1 handle",
                            "touch lead-2 find");
        }
    }
}

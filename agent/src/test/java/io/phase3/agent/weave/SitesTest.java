package io.phase3.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phase3.agent.config.Attribute;
import io.phase3.agent.config.BoundRule;
import io.phase3.agent.config.Kind;
import io.phase3.agent.config.Rule;
import io.phase3.agent.expression.Expression;
import io.phase3.agent.expression.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatchers;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SitesTest {
    private static final String TOUCH = "touch(String, String)";

    private final List<ObjLongConsumer<Object[]>> published = new ArrayList<>();
    private final List<Integer> recorded = new ArrayList<>();
    private final List<String> counts = new ArrayList<>();
    private final Sites sites = new Sites(
            new Sites.Recorders() {
                @Override
                public ObjLongConsumer<Object[]> recorderOf(BoundRule bound, int guard) {
                    if (bound.rule().name().equals("impossible")) {
                        throw new IllegalArgumentException("no such metric");
                    }
                    recorded.add(guard);
                    return (frame, nanos) -> {};
                }

                @Override
                public Optional<ObjLongConsumer<Object[]>> facadeRecorderOf(String signature) {
                    return signature.equals(TOUCH) ? Optional.of((frame, nanos) -> {}) : Optional.empty();
                }
            },
            recorder -> {
                published.add(recorder);
                return published.size() - 1;
            },
            (rule, methods) -> counts.add(rule + "=" + methods));

    private Site site(String rule, Class<?> type, String method) {
        return site(rule, ClassFiles.method(type, method));
    }

    private Site site(String rule, MethodDescription.InDefinedShape method) {
        return sites.siteOf(bind(Rule.named(rule, "phase3.conf: 1").build(), method), Operation.of(method));
    }

    private static BoundRule bind(Rule rule, MethodDescription.InDefinedShape method) {
        return BoundRule.bind(rule, method, Compilers.silent());
    }

    private static MethodDescription.InDefinedShape houseClose(int parameters) {
        return ClassFiles.describe(Crm.HouseDeals.class)
                .getDeclaredMethods()
                .filter(ElementMatchers.named("close").and(ElementMatchers.takesArguments(parameters)))
                .getOnly();
    }

    @Nested
    class A_site {
        @Test
        void is_reached_under_the_id_of_its_recorder() {
            assertThat(site("sales", Crm.FlatDeals.class, "close").id()).isZero();
            assertThat(site("sales", Crm.FlatDeals.class, "closed").id()).isEqualTo(1);
            assertThat(published).hasSize(2);
        }

        @Test
        void stays_the_same_when_its_class_is_loaded_again() {
            Site first = site("sales", Crm.FlatDeals.class, "close");
            assertThat(site("sales", Crm.FlatDeals.class, "close")).isSameAs(first);
            assertThat(published).hasSize(1);
        }

        @Test
        void is_one_for_each_rule_of_a_method() {
            Site sales = site("sales", Crm.FlatDeals.class, "close");
            Site audits = site("audits", Crm.FlatDeals.class, "close");
            assertThat(audits.id()).isNotEqualTo(sales.id());
        }

        @Test
        void is_one_for_each_overload() {
            assertThat(site("sales", houseClose(1)).id())
                    .isNotEqualTo(site("sales", houseClose(2)).id());
        }

        @Test
        void is_another_where_a_version_of_the_class_is_annotated_otherwise() {
            MethodDescription.InDefinedShape close = ClassFiles.method(Crm.FlatDeals.class, "close");
            Rule.Builder before = Rule.named("@Phase3Timed", "Deals.close").feature("sales");
            Rule.Builder after = Rule.named("@Phase3Timed", "Deals.close").feature("rentals");
            Site first = sites.siteOf(bind(before.build(), close), "close");
            Site second = sites.siteOf(bind(after.build(), close), "close");
            assertThat(second.id()).isNotEqualTo(first.id());
            assertThat(second.guard()).isEqualTo(first.guard());
            assertThat(sites.siteOf(bind(before.build(), close), "close")).isSameAs(first);
        }

        @Test
        void is_another_where_a_version_of_the_class_needs_other_values() {
            Rule typed = Rule.named("sales", "phase3.conf: 1")
                    .expression(Attribute.TYPE, Expression.parse("arg0.leadId"))
                    .build();
            Site plain = site("sales", Crm.FlatDeals.class, "close");
            Site reading = sites.siteOf(bind(typed, ClassFiles.method(Crm.FlatDeals.class, "close")), "close");
            assertThat(reading.id()).isNotEqualTo(plain.id());
            assertThat(plain.sources()).isEmpty();
            assertThat(reading.sources()).containsExactly(Source.argument(0));
        }
    }

    @Nested
    class A_scope {
        private Site siteOf(Rule.Builder rule) {
            return sites.siteOf(bind(rule.build(), ClassFiles.method(Crm.FlatDeals.class, "close")), "close");
        }

        @Test
        void is_opened_where_the_rule_names_a_lead() {
            assertThat(siteOf(Rule.named("sales", "phase3.conf: 1")
                                    .expression(Attribute.LEAD, Expression.parse("arg0.leadId")))
                            .opensScope())
                    .isTrue();
        }

        @Test
        void is_not_opened_for_other_values() {
            assertThat(siteOf(Rule.named("sales", "phase3.conf: 1")
                                    .expression(Attribute.TYPE, Expression.parse("arg0.leadId")))
                            .opensScope())
                    .isFalse();
        }

        @Test
        void is_not_opened_for_a_metric_of_ones_own_which_knows_no_leads() {
            assertThat(siteOf(Rule.named("sales", "phase3.conf: 1")
                                    .kind(Kind.COUNTER)
                                    .metric("sales_total")
                                    .expression(Attribute.LEAD, Expression.parse("arg0.leadId")))
                            .opensScope())
                    .isFalse();
        }
    }

    @Nested
    class A_guard {
        @Test
        void is_shared_by_the_methods_of_one_operation_under_one_rule() {
            int guard = site("sales", houseClose(1)).guard();
            assertThat(site("sales", houseClose(2)).guard()).isEqualTo(guard);
            assertThat(site("sales", Crm.FlatDeals.class, "close").guard()).isEqualTo(guard);
        }

        @Test
        void is_another_for_another_name() {
            assertThat(site("sales", Crm.FlatDeals.class, "closed").guard())
                    .isNotEqualTo(site("sales", Crm.FlatDeals.class, "close").guard());
        }

        @Test
        void is_shared_by_the_rules_of_a_group() {
            Rule.Builder sales = Rule.named("sales", "phase3.conf: 1").group("deals");
            Rule.Builder audits = Rule.named("audits", "phase3.conf: 2").group("deals");
            Site close = sites.siteOf(bind(sales.build(), houseClose(1)), "HouseDeals.close");
            Site closed = sites.siteOf(
                    bind(audits.build(), ClassFiles.method(Crm.FlatDeals.class, "closed")), "Deals.closed");
            assertThat(closed.guard()).isEqualTo(close.guard());
            assertThat(site("sales", houseClose(2)).guard()).isNotEqualTo(close.guard());
        }

        @Test
        void is_told_to_the_recorder() {
            Site close = site("sales", houseClose(1));
            Site closed = site("sales", Crm.FlatDeals.class, "closed");
            assertThat(recorded).containsExactly(close.guard(), closed.guard());
        }

        @Test
        void is_another_for_another_rule() {
            assertThat(site("audits", Crm.FlatDeals.class, "close").guard())
                    .isNotEqualTo(site("sales", Crm.FlatDeals.class, "close").guard());
        }
    }

    @Nested
    class The_count_of_a_rule {
        @Test
        void begins_at_zero_when_it_is_declared() {
            sites.declare("sales");
            assertThat(counts).containsExactly("sales=0");
            assertThat(sites.methodsByRule()).isEqualTo(Map.of("sales", 0));
        }

        @Test
        void grows_with_each_method() {
            sites.declare("sales");
            site("sales", houseClose(1));
            site("sales", houseClose(2));
            assertThat(counts).containsExactly("sales=0", "sales=1", "sales=2");
            assertThat(sites.methodsByRule()).isEqualTo(Map.of("sales", 2));
        }

        @Test
        void knows_a_method_that_is_loaded_again() {
            site("sales", Crm.FlatDeals.class, "close");
            site("sales", Crm.FlatDeals.class, "close");
            assertThat(sites.methodsByRule()).isEqualTo(Map.of("sales", 1));
        }

        @Test
        void counts_a_method_of_two_versions_once() {
            site("sales", Crm.FlatDeals.class, "close");
            Rule typed = Rule.named("sales", "phase3.conf: 1")
                    .expression(Attribute.TYPE, Expression.parse("arg0.leadId"))
                    .build();
            sites.siteOf(bind(typed, ClassFiles.method(Crm.FlatDeals.class, "close")), "close");
            assertThat(sites.methodsByRule()).isEqualTo(Map.of("sales", 1));
        }

        @Test
        void is_kept_when_the_rule_is_declared_again() {
            site("sales", Crm.FlatDeals.class, "close");
            sites.declare("sales");
            assertThat(sites.methodsByRule()).isEqualTo(Map.of("sales", 1));
        }
    }

    @Nested
    class A_rule_that_cannot_be_recorded {
        @Test
        void has_no_site_and_counts_no_method() {
            sites.declare("impossible");
            assertThatThrownBy(() -> site("impossible", Crm.FlatDeals.class, "close"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no such metric");
            assertThat(published).isEmpty();
            assertThat(sites.methodsByRule()).isEqualTo(Map.of("impossible", 0));
        }
    }

    @Nested
    class The_facade {
        @Test
        void has_a_site_for_each_method_that_records() {
            Site site = sites.facadeSiteOf(TOUCH, 2).orElseThrow();
            assertThat(site.sources()).containsExactly(Source.argument(0), Source.argument(1));
            assertThat(sites.facadeSiteOf(TOUCH, 2)).containsSame(site);
            assertThat(published).hasSize(1);
        }

        @Test
        void has_none_for_the_others() {
            assertThat(sites.facadeSiteOf("toString()", 0)).isEmpty();
        }

        @Test
        void is_no_rule() {
            sites.facadeSiteOf(TOUCH, 2);
            assertThat(sites.methodsByRule()).isEmpty();
        }
    }

    @Nested
    class Other_rules {
        private static final String CLOSE = "close";
        private boolean changed;

        @Test
        void are_counted_anew_and_their_sites_stay() {
            Site before = site("sales", Crm.FlatDeals.class, CLOSE);
            site("other", Crm.FlatDeals.class, CLOSE);
            assertThat(sites.change(List.of("sales"), List.of(), () -> changed = true))
                    .containsExactly(Crm.FlatDeals.class.getName());
            assertThat(changed).isTrue();
            assertThat(sites.methodsByRule()).isEqualTo(Map.of("other", 1));
            assertThat(site("sales", Crm.FlatDeals.class, CLOSE)).isSameAs(before);
            assertThat(sites.methodsByRule()).isEqualTo(Map.of("other", 1, "sales", 1));
        }

        @Test
        void do_not_get_the_count_of_those_before() {
            MethodDescription.InDefinedShape close = ClassFiles.method(Crm.FlatDeals.class, CLOSE);
            BoundRule bound = bind(Rule.named("sales", "phase3.conf: 1").build(), close);
            assertThat(sites.siteOf(bound, CLOSE, () -> false)).isEmpty();
            assertThat(sites.methodsByRule()).isEmpty();
            assertThat(sites.siteOf(bound, CLOSE, () -> true)).isPresent();
            assertThat(sites.isWoven("sales", bound.method())).isTrue();
            assertThat(sites.isWoven("other", bound.method())).isFalse();
        }
    }
}

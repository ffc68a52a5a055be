package io.phase3.agent.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.Ownership;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.loading.ByteArrayClassLoader;
import net.bytebuddy.implementation.FixedValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private Call call;

    /** Fails the test if an evaluation failed that was not expected to. */
    @AfterEach
    void nothing_failed_unnoticed() {
        if (call != null) {
            assertThat(call.failures).isEmpty();
        }
    }

    private void assertFailed(String message) {
        assertThat(call.failures).hasSize(1);
        assertThat(call.failures.get(0)).hasMessageContaining(message);
        call.failures.clear();
    }

    @Nested
    class A_source {
        @Test
        void is_an_argument_the_receiver_the_result_or_the_error() {
            Shop shop = new Shop() {
                @Override
                public String toString() {
                    return "the shop";
                }
            };
            call = Call.to(Shop.class, "sell")
                    .on(shop)
                    .with(Shop.Deal.of("d1", "10"), 2, "any")
                    .returning(Shop.Deal.of("d2", "20"))
                    .throwing(new IllegalStateException("gone wrong"));

            assertThat(call.text("this")).isEqualTo("the shop");
            assertThat(call.text("arg0.id")).isEqualTo("d1");
            assertThat(call.text("arg1")).isEqualTo("2");
            assertThat(call.text("result.id")).isEqualTo("d2");
            assertThat(call.text("error.message")).isEqualTo("gone wrong");
            assertThat(call.text("error.class.simpleName")).isEqualTo("IllegalStateException");
            assertThat(call.condition("error == null")).isFalse();
        }

        @Test
        void is_absent_where_the_call_has_none() {
            call = Call.to(Shop.class, "sell").with(null, 0, null);
            assertThat(call.text("error")).isNull();
            assertThat(call.text("result.id")).isNull();
            assertThat(call.text("arg0")).isNull();
            assertThat(call.condition("error == null")).isTrue();
        }
    }

    @Nested
    class A_property {
        @Test
        void is_a_getter() {
            call = Call.to(Shop.class, "onLead").with(new Shop.Lead("buyer", Map.of()));
            assertThat(call.text("arg0.type")).isEqualTo("buyer");
            assertThat(call.text("arg0.URL")).isEqualTo("http://lead");
            assertThat(call.text("arg0.androidVersion")).isEqualTo("14");
            assertThat(call.condition("arg0.active")).isTrue();
            assertThat(call.condition("arg0.boxed")).isFalse();
        }

        @Test
        void is_a_record_accessor() {
            call = Call.to(Shop.class, "sell").with(Shop.Deal.of("d1", "250000.50"), 0, null);
            assertThat(call.number("arg0.price.amount * 0.03")).isEqualByComparingTo("7500.015");
        }

        @Test
        void is_an_accessor_called_like_its_field() {
            call = Call.to(Shop.class, "message").returning(new Shop.Message());
            assertThat(call.number("result.usage.inputTokens * 0.000003")).isEqualByComparingTo("0.0036");
        }

        @Test
        void is_a_public_field() {
            call = Call.to(Shop.class, "onLead").with(new Shop.Customer());
            assertThat(call.text("arg0.source")).isEqualTo("web");
        }

        @Test
        void is_a_maps_key() {
            Map<String, Object> map = new HashMap<>();
            map.put("price", 12);
            map.put("content-type", "json");
            map.put("nothing", null);
            call = Call.to(Shop.class, "sell").with(null, 0, map);
            assertThat(call.number("arg2.price")).isEqualByComparingTo("12");
            assertThat(call.text("arg2['content-type']")).isEqualTo("json");
            assertThat(call.text("arg2.nothing")).isNull();
            assertThat(call.text("arg2.size")).isNull();
        }

        @Test
        void is_read_from_the_run_time_class_of_a_private_class() {
            call = Call.to(Shop.class, "sell").with(null, 0, Shop.hidden());
            assertThat(call.text("arg2.name")).isEqualTo("hidden");
            assertThat(call.text("arg2.size")).isEqualTo("7");
        }

        @Test
        void is_never_a_static_method_of_an_interface() {
            call = Call.to(Shop.class, "sell").with(null, 0, Shop.secretive());
            assertThat(call.text("arg2.code")).isEqualTo("code");
        }

        @Test
        void asks_for_a_class_to_be_opened_only_where_nothing_else_helps() {
            List<Class<?>> opened = new ArrayList<>();
            call = Call.to(Shop.class, "sell").with(null, 0, Shop.hidden()).opening(opened::add);
            assertThat(call.text("arg2.name")).isEqualTo("hidden");
            assertThat(opened).isEmpty();
            assertThat(call.text("arg2.size")).isEqualTo("7");
            assertThat(opened).containsExactly(Shop.hidden().getClass());
        }

        @Test
        void of_a_class_that_cannot_be_opened_is_absent_and_told() {
            call = Call.to(Shop.class, "sell").with(null, 0, Shop.hidden()).opening(type -> {
                throw new IllegalStateException("closed");
            });
            assertThat(call.text("arg2.size")).isNull();
            assertFailed("property 'size' of " + Shop.hidden().getClass().getName() + " cannot be read");
        }

        @Test
        void is_read_from_a_lambda_through_its_interface() {
            Shop.Named lambda = () -> "lambda";
            call = Call.to(Shop.class, "named").with(lambda);
            assertThat(call.text("arg0.name")).isEqualTo("lambda");
        }

        @Test
        void is_read_from_a_class_of_a_closed_module_through_its_public_super_type() {
            call = Call.to(Shop.class, "sell")
                    .with(null, 0, List.of("a").iterator().getClass());
            assertThat(call.text("arg2.simpleName")).isEqualTo("ListItr");
            call.with(null, 0, Map.of("k", "v").entrySet().iterator().next());
            assertThat(call.text("arg2.key")).isEqualTo("k");
            call.with(null, 0, List.of("a"));
            assertThat(call.text("arg2.empty")).isEqualTo("false");
            assertThat(call.text("arg2.size")).isEqualTo("1");
        }

        @Test
        void may_be_the_length_or_size_or_the_name_of_a_constant() {
            call = Call.to(Shop.class, "sell").with(Shop.Deal.of("d1", "1"), 0, new int[3]);
            assertThat(call.text("arg2.length")).isEqualTo("3");
            assertThat(call.text("arg0.id.length")).isEqualTo("2");
            assertThat(call.text("arg0.status.name")).isEqualTo("OPEN");
            assertThat(call.text("arg0.status.ordinal")).isEqualTo("0");
        }

        @Test
        void that_only_the_run_time_finds_missing_is_absent_and_told() {
            call = Call.to(Shop.class, "sell").with(null, 0, "text");
            assertThat(call.text("arg2.weight")).isNull();
            assertFailed("java.lang.String has no property 'weight'");
        }

        @Test
        void of_an_iterator_never_moves_it() {
            call = Call.to(Shop.class, "sell").with(null, 0, new Shop.Cursor());
            assertThat(call.text("arg2.next")).isNull();
            assertFailed("has no property 'next'");
        }
    }

    @Nested
    class A_lenient_property {
        @BeforeEach
        void anything() {
            call = Call.to(Shop.class, "sell");
        }

        @Test
        void is_absent_from_a_class_that_has_none() {
            assertThat(call.with(null, 0, "text").text("arg2?.weight ?? 'none'"))
                    .isEqualTo("none");
            assertThat(call.text("arg1?.x?.y")).isNull();
            assertThat(call.condition("arg2?.weight == null")).isTrue();
        }

        @Test
        void follows_the_class_of_each_object() {
            Evaluation evaluation = call.compile("arg2?.id ?? arg2?.name ?? arg2?.length", Use.TEXT);
            for (int round = 0; round < 2; round++) {
                assertThat(evaluation.text(
                                call.with(null, 0, Shop.Deal.of("d1", "1")).frame()))
                        .isEqualTo("d1");
                assertThat(evaluation.text(call.with(null, 0, Shop.hidden()).frame()))
                        .isEqualTo("hidden");
                assertThat(evaluation.text(call.with(null, 0, "four").frame())).isEqualTo("4");
                assertThat(evaluation.text(call.with(null, 0, 5).frame())).isNull();
                assertThat(evaluation.text(call.with(null, 0, null).frame())).isNull();
            }
        }

        @Test
        void is_a_maps_key() {
            assertThat(call.with(null, 0, Map.of("x", "y")).text("arg2?.x")).isEqualTo("y");
        }

        @Test
        void that_is_there_and_fails_is_told() {
            call.with(null, 0, new Shop.Lead("x", Map.of()));
            assertThat(call.text("arg2?.broken")).isNull();
            assertFailed("broken");
        }
    }

    @Nested
    class All_elements {
        private Boolean any(Object collection, String condition) {
            call = Call.to(Shop.class, "sell").with(null, 2, collection);
            return call.condition(condition);
        }

        @Test
        void are_those_of_lists_arrays_iterables_and_the_values_of_maps() {
            Iterable<Integer> iterable = () -> List.of(1, 2).iterator();
            for (Object collection : List.of(
                    List.of(1, 2),
                    new Integer[] {1, 2},
                    new int[] {1, 2},
                    Set.of(1, 2),
                    iterable,
                    Map.of("a", 1, "b", 2),
                    Optional.of(List.of(Optional.of(1), OptionalInt.of(2))))) {
                assertThat(any(collection, "arg2[*] == 2")).isTrue();
                assertThat(any(collection, "arg1 == arg2[*]")).isTrue();
                assertThat(any(collection, "arg2[*] == 3")).isFalse();
                assertThat(any(collection, "arg2[*] != null")).isTrue();
                assertThat(any(collection, "arg2[*] == null")).isFalse();
                assertThat(any(collection, "null == arg2[*]")).isFalse();
            }
        }

        @Test
        void are_none_of_an_empty_or_absent_collection() {
            for (Object collection : Arrays.asList(List.of(), new int[0], Map.of(), Optional.empty(), null)) {
                assertThat(any(collection, "arg2[*] == 2")).isFalse();
                assertThat(any(collection, "arg2[*] != null")).isFalse();
                assertThat(any(collection, "arg2[*] == null")).isTrue();
            }
        }

        @Test
        void leave_absent_ones_out() {
            assertThat(any(Arrays.asList(null, Optional.empty(), Map.of()), "arg2[*]?.x == null"))
                    .isTrue();
            assertThat(any(Arrays.asList(null, Map.of("x", 1)), "arg2[*]?.x == 1"))
                    .isTrue();
        }

        @Test
        void of_all_elements_are_one_flat_sequence() {
            List<Object> nested =
                    List.of(Map.of("parts", List.of()), Map.of("parts", new Object[] {Map.of("type", Shop.Status.CLOSED)
                    }));
            assertThat(any(nested, "arg2[*].parts[*].type == 'CLOSED'")).isTrue();
            assertThat(any(nested, "arg2[*].parts[*].type == 'OPEN'")).isFalse();
            assertThat(any(nested, "arg2[*].parts[0].type == 'CLOSED'")).isTrue();
            assertThat(any(new int[][] {{}, {1, 2}}, "arg2[*][*] == 2")).isTrue();
            assertThat(any(List.of(Shop.Deal.of("d", "1"), Shop.hidden()), "arg2[*]?.name == 'hidden'"))
                    .isTrue();
        }

        @Test
        void are_conditions_like_any_other() {
            List<Integer> list = List.of(1, 2);
            assertThat(any(list, "!(arg2[*] == 3) && arg2[*] == 1")).isTrue();
            assertThat(any(list, "arg2[*] == 3 || arg2[*] == null")).isFalse();
            assertThat(call.text("arg2[*] == 2 ? 'two' : 'none'")).isEqualTo("two");
        }

        @Test
        void equal_an_absent_value_in_no_sense() {
            call = Call.to(Shop.class, "sell").with(null, 0, List.of(1));
            assertThat(call.condition("arg2[*] == arg0.id")).isNull();
        }

        @Test
        void are_visited_up_to_a_bound() {
            Iterable<Integer> endless = () -> Stream.iterate(0, i -> i + 1).iterator();
            int last = ElementsSearch.MOST_VISITED - 1;
            assertThat(any(endless, "arg2[*] == " + last)).isTrue();
            assertThat(any(endless, "arg2[*] == " + (last + 1))).isFalse();
            assertThat(any(new int[last + 2], "arg2[*] == 1")).isFalse();
            assertThat(any(Collections.nCopies(20, new int[last]), "arg2[*][*] == 1"))
                    .isFalse();
        }

        @Test
        void are_told_if_one_fails_and_the_others_count() {
            List<Object> leads = List.of(new Shop.Lead("x", Map.of()), Map.of("broken", "no"));
            assertThat(any(leads, "arg2[*].broken == 'no'")).isTrue();
            assertFailed("broken");
        }

        @Test
        void of_something_that_has_none_are_told() {
            assertThat(any("text", "arg2[*] == 'x'")).isNull();
            assertFailed("a value of java.lang.String is not a list, an array, a map or another Iterable");
        }
    }

    @Nested
    class An_object {
        @Test
        void is_the_value_itself() {
            Shop.Deal deal = Shop.Deal.of("d1", "1");
            call = Call.to(Shop.class, "sell").with(deal, 0, Optional.of(deal));
            assertThat(call.compile("arg0", Use.OBJECT).object(call.frame())).isSameAs(deal);
            assertThat(call.compile("arg2", Use.OBJECT).object(call.frame())).isSameAs(deal);
            assertThat(call.compile("arg2?.price", Use.OBJECT).object(call.frame()))
                    .isSameAs(deal.price());
            assertThat(call.compile("result", Use.OBJECT).object(call.frame())).isNull();
        }
    }

    @Nested
    class An_optional {
        @Test
        void is_what_it_holds() {
            call = Call.to(Shop.class, "onCustomer").with(new Shop.Customer());
            assertThat(call.number("arg0.age")).isEqualByComparingTo("42");
            assertThat(call.text("arg0.rating")).isEqualTo("4.5");
        }

        @Test
        void that_is_empty_is_absent() {
            call = Call.to(Shop.class, "onCustomer").with(new Shop.Customer());
            assertThat(call.number("arg0.visits")).isNull();
            assertThat(call.condition("arg0.visits == null")).isTrue();
        }

        @Test
        void is_unwrapped_wherever_it_stands() {
            call = Call.to(Shop.class, "sell").with(null, 0, Optional.of(List.of(Optional.of(OptionalInt.of(1)))));
            assertThat(call.text("arg2[0]")).isEqualTo("1");
            call.with(null, 0, Map.of("x", OptionalLong.of(2)));
            assertThat(call.number("arg2.x + 1")).isEqualByComparingTo("3");
        }
    }

    @Nested
    class An_index {
        @Test
        void picks_from_lists_and_arrays() {
            Shop.Deal deal = Shop.Deal.of("d1", "1");
            call = Call.to(Shop.class, "list")
                    .with(
                            List.of(deal),
                            null,
                            null,
                            new Shop.Deal[] {null, deal},
                            new int[][] {{1, 2}},
                            null,
                            null,
                            null);
            assertThat(call.text("arg0[0].id")).isEqualTo("d1");
            assertThat(call.text("arg3[1].id")).isEqualTo("d1");
            assertThat(call.number("arg4[0][1]")).isEqualByComparingTo("2");
        }

        @Test
        void past_the_end_is_absent() {
            call = Call.to(Shop.class, "list")
                    .with(List.of(), null, null, new Shop.Deal[1], new int[][] {{}}, null, null, null);
            assertThat(call.text("arg0[0].id")).isNull();
            assertThat(call.text("arg3[0].id")).isNull();
            assertThat(call.text("arg3[1].id")).isNull();
            assertThat(call.text("arg4[0][0]")).isNull();
        }

        @Test
        void into_something_else_fails() {
            call = Call.to(Shop.class, "sell").with(null, 0, "text");
            assertThat(call.text("arg2[0]")).isNull();
            assertFailed("a value of java.lang.String is not a list or an array");
        }
    }

    @Nested
    class A_number {
        private BigDecimal number(Object value) {
            call = Call.to(Shop.class, "sell").with(null, 0, value);
            return call.number("arg2");
        }

        @Test
        void is_exact_whatever_its_type() {
            assertThat(number((byte) 1)).isEqualTo("1");
            assertThat(number((short) 2)).isEqualTo("2");
            assertThat(number(3)).isEqualTo("3");
            assertThat(number(Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
            assertThat(number(0.1f)).isEqualTo("0.1");
            assertThat(number(0.1)).isEqualTo("0.1");
            assertThat(number(new BigDecimal("1.10"))).isEqualTo("1.10");
            assertThat(number(BigInteger.TEN.pow(30))).isEqualTo("1" + "0".repeat(30));
            assertThat(number(new AtomicLong(7))).isEqualTo("7");
            LongAdder adder = new LongAdder();
            adder.add(8);
            assertThat(number(adder)).isEqualTo("8");
            DoubleAdder real = new DoubleAdder();
            real.add(0.2);
            assertThat(number(real)).isEqualTo("0.2");
        }

        @Test
        void that_is_not_finite_is_absent_and_told() {
            for (Object value : List.of(
                    Double.NaN,
                    Double.POSITIVE_INFINITY,
                    Double.NEGATIVE_INFINITY,
                    Float.NaN,
                    Float.POSITIVE_INFINITY)) {
                assertThat(number(value)).isNull();
                assertFailed("not a finite number");
            }
        }

        @Test
        void that_no_memory_could_hold_without_exponent_is_absent_and_told() {
            assertThat(number(new BigDecimal("1E+6144"))).isEqualByComparingTo("1E+6144");
            assertThat(number(new BigDecimal("1E+6145"))).isNull();
            assertFailed("a number beyond 10^6144");
            assertThat(number(new BigDecimal("1E-999999999"))).isEqualByComparingTo("1E-999999999");
            assertThat(call.condition("arg2 < 1")).isTrue();
        }

        @Test
        void is_not_made_of_something_else() {
            assertThat(number("a dozen")).isNull();
            assertFailed("a value of java.lang.String is not a number");
            assertThat(number(true)).isNull();
            assertFailed("a value of java.lang.Boolean is not a number");
        }

        @Test
        void may_be_written_out() {
            assertThat(number("12")).isEqualTo("12");
            assertThat(number(CharBuffer.wrap("0.25"))).isEqualTo("0.25");
            assertThat(number('7')).isEqualTo("7");
        }

        @Test
        void is_read_from_its_text_if_its_class_is_unknown() {
            assertThat(number(new Fraction("0.25"))).isEqualTo("0.25");
            assertThat(number(new Fraction("1/4"))).isEqualTo("0.25");
        }
    }

    static final class Fraction extends Number {
        private final String text;

        Fraction(String text) {
            this.text = text;
        }

        @Override
        public int intValue() {
            return 0;
        }

        @Override
        public long longValue() {
            return 0;
        }

        @Override
        public float floatValue() {
            return 0.25f;
        }

        @Override
        public double doubleValue() {
            return 0.25;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @Nested
    class Arithmetic {
        @BeforeEach
        void numbers() {
            call = Call.to(Shop.class, "numbers")
                    .with(new AtomicLong(4), new BigDecimal("0.1"), new BigDecimal("0.2"), 0.1, 5L, 3);
        }

        @Test
        void is_decimal() {
            assertThat(call.number("arg1 + arg2")).isEqualTo("0.3");
            assertThat(call.number("arg3 + 0.2")).isEqualTo("0.3");
            assertThat(call.number("arg4 - 7")).isEqualTo("-2");
            assertThat(call.number("arg0 * arg5")).isEqualTo("12");
            assertThat(call.number("1 / 3")).isEqualTo("0." + "3".repeat(34));
            assertThat(call.number("-arg1")).isEqualTo("-0.1");
            assertThat(call.number("2 + 3 * 4 - 6 / 2")).isEqualByComparingTo("11");
        }

        @Test
        void with_zero_as_divisor_is_absent_and_told() {
            assertThat(call.number("1 / (arg4 - 5)")).isNull();
            assertFailed("division by zero");
        }

        @Test
        void stays_small_for_numbers_far_apart() {
            assertThat(call.number("1e6144 + 1e-6144")).isEqualByComparingTo("1e6144");
            assertThat(call.condition("1e6144 > 1e-6144")).isTrue();
        }

        @Test
        void with_an_absent_operand_is_absent() {
            call.with(null, null, BigDecimal.ONE, 0, 0, 0);
            assertThat(call.number("arg1 + arg2")).isNull();
            assertThat(call.number("arg2 * arg1")).isNull();
            assertThat(call.number("-arg0")).isNull();
        }
    }

    @Nested
    class Text {
        private String text(Object value) {
            call = Call.to(Shop.class, "sell").with(null, 0, value);
            return call.text("arg2");
        }

        @Test
        void is_what_the_value_says() {
            assertThat(text("x")).isEqualTo("x");
            assertThat(text(CharBuffer.wrap("builder"))).isEqualTo("builder");
            assertThat(text('c')).isEqualTo("c");
            assertThat(text(true)).isEqualTo("true");
            assertThat(text(12L)).isEqualTo("12");
        }

        @Test
        void of_a_constant_is_its_name() {
            assertThat(text(Shop.Status.CLOSED)).isEqualTo("CLOSED");
        }

        @Test
        void of_a_decimal_has_no_exponent_unless_it_would_be_absurd() {
            assertThat(text(new BigDecimal("1E+3"))).isEqualTo("1000");
            assertThat(text(new BigDecimal("1E-7"))).isEqualTo("0.0000001");
            assertThat(text(new BigDecimal("1E+1000000000"))).isEqualTo("1E+1000000000");
        }

        @Test
        void is_never_the_text_null() {
            assertThat(text(null)).isNull();
            call = Call.to(Shop.class, "sell").with(null, 0, null);
            assertThat(call.text("'type: ' + arg2")).isNull();
        }

        @Test
        void is_joined_by_plus() {
            call = Call.to(Shop.class, "sell").with(Shop.Deal.of("d1", "1.50"), 2, "any");
            assertThat(call.text("arg0.id + '/' + arg1")).isEqualTo("d1/2");
            assertThat(call.text("arg0.status + arg0.id")).isEqualTo("OPENd1");
            assertThat(call.text("arg2 + 1")).isEqualTo("any1");
            assertThat(call.text("1 + arg2")).isEqualTo("1any");
            call.with(null, 2, 3);
            assertThat(call.text("arg2 + 1")).isEqualTo("4");
        }
    }

    @Nested
    class A_comparison {
        @Test
        void orders_numbers_of_any_type() {
            call = Call.to(Shop.class, "analyse").with(new Shop.Analysis());
            assertThat(call.condition("arg0.status < 400")).isTrue();
            assertThat(call.condition("arg0.status <= 200")).isTrue();
            assertThat(call.condition("arg0.status > 200.0")).isFalse();
            assertThat(call.condition("arg0.status >= 200.1")).isFalse();
            assertThat(call.condition("arg0.score == 0.1")).isTrue();
            assertThat(call.condition("arg0.ratio == 0.10")).isTrue();
            assertThat(call.condition("arg0.calls != 6")).isTrue();
        }

        @Test
        void of_texts_is_by_their_characters() {
            call = Call.to(Shop.class, "count").with(CharBuffer.wrap("a"), true, 'A', null, null);
            assertThat(call.condition("arg0 == 'a'")).isTrue();
            assertThat(call.condition("arg0 != 'b'")).isTrue();
            assertThat(call.condition("arg2 == 'A'")).isTrue();
            assertThat(call.condition("arg1 == true")).isTrue();
        }

        @Test
        void of_a_constant_with_a_text_is_by_its_name() {
            call = Call.to(Shop.class, "count").with("", true, 'A', Shop.Status.CLOSED, Shop.Progress.STARTED);
            assertThat(call.condition("arg3 == 'CLOSED'")).isTrue();
            assertThat(call.condition("'OPEN' == arg3")).isFalse();
            assertThat(call.condition("arg4 == 'STARTED'")).isTrue();
            assertThat(call.condition("arg3 == arg3")).isTrue();
        }

        @Test
        void of_anything_else_is_by_equals() {
            call = Call.to(Shop.class, "sell").with(Shop.Deal.of("a", "1"), 1, Shop.Deal.of("a", "1"));
            assertThat(call.condition("arg0 == arg2")).isTrue();
            assertThat(call.condition("arg0 != arg2")).isFalse();
            assertThat(call.condition("arg1 == arg2")).isFalse();
        }

        @Test
        void with_null_tells_whether_the_value_is_absent() {
            call = Call.to(Shop.class, "sell").with(null, 1, "x");
            assertThat(call.condition("arg0 == null")).isTrue();
            assertThat(call.condition("arg0.price.amount == null")).isTrue();
            assertThat(call.condition("null != arg0")).isFalse();
            assertThat(call.condition("arg2 != null")).isTrue();
        }

        @Test
        void with_an_absent_value_is_absent() {
            call = Call.to(Shop.class, "sell").with(null, 1, null);
            assertThat(call.condition("arg0.rooms < 3")).isNull();
            assertThat(call.condition("arg0.id == 'x'")).isNull();
            assertThat(call.condition("arg0.id != 'x'")).isNull();
            assertThat(call.condition("arg0 == arg2")).isNull();
        }
    }

    @Nested
    class Logic {
        @Test
        void knows_true_false_and_absent() {
            String[] values = {"true", "false", "arg0.active"};
            String[] and = {"true", "false", "null", "false", "false", "false", "null", "false", "null"};
            String[] or = {"true", "true", "true", "true", "false", "null", "true", "null", "null"};
            call = Call.to(Shop.class, "onLead").with((Object) null);
            for (int i = 0; i < 9; i++) {
                String left = values[i / 3];
                String right = values[i % 3];
                assertThat(String.valueOf(call.condition(left + " && " + right)))
                        .as(left + " && " + right)
                        .isEqualTo(and[i]);
                assertThat(String.valueOf(call.condition(left + " || " + right)))
                        .as(left + " || " + right)
                        .isEqualTo(or[i]);
            }
            assertThat(call.condition("!true")).isFalse();
            assertThat(call.condition("!arg0.active")).isNull();
        }

        @Test
        void chooses() {
            call = Call.to(Shop.class, "onLead").with(new Shop.Lead("buyer", Map.of()));
            assertThat(call.text("arg0.active ? 'yes' : 'no'")).isEqualTo("yes");
            assertThat(call.text("arg0.score > 400 ? 'yes' : 'no'")).isEqualTo("no");
            call.with((Object) null);
            assertThat(call.text("arg0.active ? 'yes' : 'no'")).isNull();
        }

        @Test
        void falls_back_where_a_value_is_absent() {
            call = Call.to(Shop.class, "onLead").with((Object) null);
            assertThat(call.text("arg0.type ?? 'unknown'")).isEqualTo("unknown");
            assertThat(call.text("arg0.type ?? arg0.source ?? 'unknown'")).isEqualTo("unknown");
            call.with(new Shop.Lead("buyer", Map.of()));
            assertThat(call.text("arg0.type ?? 'unknown'")).isEqualTo("buyer");
        }

        @Test
        void takes_nothing_but_conditions() {
            call = Call.to(Shop.class, "sell").with(null, 0, "text");
            assertThat(call.condition("arg2")).isNull();
            assertFailed("a value of java.lang.String is not a condition");
            assertThat(call.condition("!arg2")).isNull();
            assertFailed("is not a condition");
            assertThat(call.condition("arg2 && true")).isNull();
            assertFailed("is not a condition");
        }
    }

    @Nested
    class Code_of_the_application_that_throws {
        @Test
        void makes_the_value_absent_and_is_told() {
            call = Call.to(Shop.class, "onLead").with(new Shop.Lead("x", Map.of()));
            assertThat(call.text("arg0.broken")).isNull();
            assertFailed("broken");
            assertThat(call.text("arg0.unlinked")).isNull();
            assertFailed("com/acme/Gone");
            assertThat(call.text("arg0.rude")).isNull();
            assertFailed("toString");
            assertThat(call.text("arg0.rude + 'x'")).isNull();
            assertFailed("toString");
            assertThat(call.text("arg0.broken ?? 'unknown'")).isEqualTo("unknown");
            assertFailed("broken");
        }

        @Test
        void may_run_out_of_stack() {
            call = Call.to(Shop.class, "onLead").with(new Shop.Lead("x", Map.of()));
            assertThat(call.text("arg0.endless")).isNull();
            assertThat(call.failures).hasAtLeastOneElementOfType(StackOverflowError.class);
            call.failures.clear();
        }

        @Test
        void may_be_equals() {
            call = Call.to(Shop.class, "rude").with(new Shop.Rude(), "x");
            assertThat(call.condition("arg0 == arg1")).isNull();
            assertFailed("equals");
        }

        @Test
        void may_be_a_maps() {
            Map<Object, Object> map = new TreeMap<>(Map.of(1, 2));
            call = Call.to(Shop.class, "sell").with(null, 0, map);
            assertThat(call.text("arg2.x")).isNull();
            assertThat(call.failures).hasOnlyElementsOfType(ClassCastException.class);
            call.failures.clear();
        }

        @Test
        void may_be_a_list_that_shrinks() {
            List<Object> shrinking = new AbstractList<>() {
                @Override
                public Object get(int index) {
                    throw new IndexOutOfBoundsException("shrunk");
                }

                @Override
                public int size() {
                    return 1;
                }
            };
            call = Call.to(Shop.class, "sell").with(null, 0, shrinking);
            assertThat(call.text("arg2[0]")).isNull();
            assertFailed("shrunk");
        }
    }

    @Nested
    class Mdc {
        @Test
        void is_absent_without_slf4j() {
            call = Call.to(Shop.class, "onLead").with((Object) null);
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(null);
            try {
                assertThat(call.text("mdc('user')")).isNull();
                thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
                assertThat(call.text("mdc('user') ?? 'nobody'")).isEqualTo("nobody");
            } finally {
                thread.setContextClassLoader(before);
            }
        }

        @Test
        void is_read_from_the_context_class_loaders_slf4j() {
            ClassLoader application = new ByteArrayClassLoader(
                    null,
                    Map.of(
                            "org.slf4j.MDC",
                            new ByteBuddy()
                                    .subclass(Object.class)
                                    .name("org.slf4j.MDC")
                                    .defineMethod("get", String.class, Visibility.PUBLIC, Ownership.STATIC)
                                    .withParameters(String.class)
                                    .intercept(FixedValue.argument(0))
                                    .make()
                                    .getBytes()));
            call = Call.to(Shop.class, "onLead").with((Object) null);
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(application);
            try {
                assertThat(call.text("mdc('user') + '!'")).isEqualTo("user!");
            } finally {
                thread.setContextClassLoader(before);
            }
        }
    }

    @Test
    void a_frame_of_the_wrong_shape_is_absent_and_told() {
        call = Call.to(Shop.class, "sell").with(null, 0, null);
        assertThat(call.compile("arg1", Use.TEXT).text(new Object[1])).isNull();
        assertThat(call.failures).hasOnlyElementsOfType(ArrayIndexOutOfBoundsException.class);
        call.failures.clear();
    }

    @Test
    void literals_need_no_frame() {
        call = Call.to(Shop.class, "sell");
        assertThat(call.text("'luxury'")).isEqualTo("luxury");
        assertThat(call.text("null")).isNull();
        assertThat(call.number("1e3")).isEqualByComparingTo("1000");
        assertThat(call.number("123456789012345678901234567890")).isEqualTo("123456789012345678901234567890");
        assertThat(Arrays.asList(call.condition("true"), call.condition("false"), call.condition("null")))
                .containsExactly(true, false, null);
    }
}

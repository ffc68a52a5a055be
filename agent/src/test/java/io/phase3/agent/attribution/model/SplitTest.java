package io.phase3.agent.attribution.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SplitTest {
    private static Map<String, BigInteger> shares(long... shares) {
        Map<String, BigInteger> byFeature = new LinkedHashMap<>();
        for (int i = 0; i < shares.length; i++) {
            byFeature.put("feature" + i, BigInteger.valueOf(shares[i]));
        }
        return byFeature;
    }

    @Nested
    class Into_parts {
        @Test
        void leaves_out_parts_of_nothing() {
            assertThat(Split.of(Map.of("a", 5L, "b", 0L)).parts()).containsExactly(Map.entry("a", 5L));
            assertThat(Split.whole("a", 0)).isEqualTo(Split.of(Map.of()));
        }

        @Test
        void adds_up() {
            assertThat(Split.of(Map.of("a", 5L, "b", 7L)).amount()).isEqualTo(12);
            assertThat(Split.of(Map.of()).amount()).isZero();
        }

        @Test
        void is_equal_whatever_the_order_of_the_parts() {
            Split one = Split.byShares(10, shares(1, 4));
            Split other = Split.of(Map.of("feature1", 8L, "feature0", 2L));

            assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        }
    }

    @Nested
    class By_shares {
        @Test
        void gives_exact_quotas_as_they_are() {
            assertThat(Split.byShares(1000, shares(4, 3, 2, 1)).parts())
                    .containsExactly(
                            Map.entry("feature0", 400L),
                            Map.entry("feature1", 300L),
                            Map.entry("feature2", 200L),
                            Map.entry("feature3", 100L));
        }

        @Test
        void gives_the_cents_that_are_left_to_the_largest_fractions() {
            // The quotas are 4.19, 1.86 and 7.45: the last cent goes to the second.
            assertThat(Split.byShares(13, shares(9, 4, 16)).parts())
                    .containsExactly(Map.entry("feature0", 4L), Map.entry("feature1", 2L), Map.entry("feature2", 7L));
        }

        @Test
        void gives_the_cents_that_are_left_to_the_earlier_of_equal_fractions() {
            assertThat(Split.byShares(2, shares(1, 1, 1)).parts())
                    .containsExactly(Map.entry("feature0", 1L), Map.entry("feature1", 1L));
        }

        @Test
        void gives_nothing_for_no_share_even_if_cents_are_left() {
            assertThat(Split.byShares(1, shares(0, 1, 1)).parts()).containsExactly(Map.entry("feature1", 1L));
        }

        @Test
        void is_exact_where_a_long_or_a_double_is_not() {
            Map<String, BigInteger> shares = Map.of("all", BigInteger.TEN.pow(40), "none", BigInteger.ONE);

            assertThat(Split.byShares(Long.MAX_VALUE, shares).parts())
                    .containsExactly(Map.entry("all", Long.MAX_VALUE));
        }
    }

    @Nested
    class A_reversal {
        private final Split split = Split.of(Map.of("a", 100L, "b", 1L));

        @Test
        void of_all_is_the_split_itself() {
            assertThat(split.reversalOf(101)).isEqualTo(split);
        }

        @Test
        void of_a_part_has_the_split_s_own_ratios() {
            assertThat(split.reversalOf(50)).isEqualTo(Split.of(Map.of("a", 50L)));
            assertThat(split.reversalOf(51)).isEqualTo(Split.of(Map.of("a", 50L, "b", 1L)));
        }

        @Test
        void of_nothing_is_empty() {
            assertThat(split.reversalOf(0).parts()).isEmpty();
            assertThat(Split.of(Map.of()).reversalOf(0).parts()).isEmpty();
        }

        @Test
        void beyond_the_amount_is_refused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> split.reversalOf(102))
                    .withMessage("between 0 and 101 cents can be given back, not 102");
        }

        @Test
        void of_less_than_nothing_is_refused() {
            assertThatIllegalArgumentException().isThrownBy(() -> split.reversalOf(-1));
        }
    }
}

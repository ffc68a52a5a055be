package io.phase3.monitor.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StorableTest {
    @Nested
    class A_text {
        @Test
        void stays_as_it_is_with_whole_pairs_of_surrogates() {
            assertThat(Storable.text("Geschäft 💰")).isEqualTo("Geschäft 💰");
        }

        @Test
        void has_a_replacement_for_nothingness_and_for_half_a_pair() {
            assertThat(Storable.text("a\0b\ud83dc\udcb0")).isEqualTo("a\uFFFDb\uFFFDc\uFFFD");
        }
    }

    @Nested
    class A_name {
        @Test
        void is_cut_so_that_an_index_takes_it_even_amidst_a_pair() {
            String storable = Storable.name("x".repeat(499) + "💰".repeat(100));
            assertThat(storable).hasSize(500).endsWith("x\uFFFD");
        }
    }

    @Nested
    class A_time {
        @Test
        void is_within_the_years_that_everybody_can_read() {
            assertThat(Instant.ofEpochMilli(Storable.time(Long.MAX_VALUE))).hasToString("9999-12-31T23:59:59.999Z");
            assertThat(Instant.ofEpochMilli(Storable.time(Long.MIN_VALUE))).hasToString("0001-01-01T00:00:00Z");
            assertThat(Storable.time(1795446245123L)).isEqualTo(1795446245123L);
        }
    }

    @Nested
    class A_number {
        @Test
        void is_none_where_no_money_has_so_many_digits() {
            assertThat(Storable.number(new BigDecimal("12500.00"))).contains("12500.00");
            assertThat(Storable.number(new BigDecimal("1E+2147483646"))).isEmpty();
            assertThat(Storable.number(new BigDecimal("1E-2147483646"))).isEmpty();
        }
    }
}

package io.phase3.agent.attribution.touches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeadHashTest {
    @Property
    void is_written_as_32_digits(@ForAll long high, @ForAll long low) {
        assertThat(new LeadHash(high, low)).hasToString(String.format("%016x%016x", high, low));
    }

    @Property
    void is_read_as_it_was_written(@ForAll long high, @ForAll long low) {
        LeadHash hash = new LeadHash(high, low);
        assertThat(LeadHash.parse(hash.toString())).isEqualTo(hash).hasSameHashCodeAs(hash);
    }

    @Test
    void is_read_from_large_letters_too() {
        String digits = "0123456789abcdef00000000deadbeef";
        assertThat(LeadHash.parse(digits.toUpperCase(Locale.ROOT))).hasToString(digits);
    }

    @Test
    void equals_no_hash_of_which_one_half_differs() {
        assertThat(new LeadHash(1, 2))
                .isNotEqualTo(new LeadHash(1, 3))
                .isNotEqualTo(new LeadHash(3, 2))
                .isNotEqualTo(new LeadHash(2, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0123456789abcdef0123456789abcde",
                "0123456789abcdef0123456789abcdef0",
                "+123456789abcdef0123456789abcdef",
                "0123456789abcdef-123456789abcdef",
                "0123456789abcdefg123456789abcdef",
                "٠123456789abcdef0123456789abcdef",
                "a lead's own id, of 32 characters",
            })
    void is_not_read_from_anything_else_which_no_message_repeats(String text) {
        assertThatThrownBy(() -> LeadHash.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the hash of a lead is 32 hexadecimal digits");
    }
}

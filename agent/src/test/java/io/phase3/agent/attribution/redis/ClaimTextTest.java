package io.phase3.agent.attribution.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.attribution.claims.Claim;
import io.phase3.agent.attribution.model.Split;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimTextTest {
    @Test
    void is_the_owner_and_a_line_for_each_part() {
        assertThat(ClaimText.of(new Claim(false, "deal-1", "journal-a", Split.whole("photos", 7))))
                .isEqualTo("journal-a\n7 photos\n");
    }

    @Property
    void comes_back_as_it_went(
            @ForAll String owner, @ForAll Map<String, @LongRange(min = 1, max = 1_000_000_000_000L) Long> parts) {
        Claim claim = new Claim(true, "deal-1", owner, Split.of(parts));

        assertThat(ClaimText.read(true, "deal-1", ClaimText.of(claim))).get().satisfies(read -> {
            assertThat(read.owner()).isEqualTo(owner);
            assertThat(read.split()).isEqualTo(claim.split());
            assertThat(read.isReversal()).isTrue();
            assertThat(read.id()).isEqualTo("deal-1");
        });
    }

    @Property
    void of_one_owner_never_begins_like_that_of_another(@ForAll String owner, @ForAll String other) {
        assertThat(ClaimText.prefix(owner).startsWith(ClaimText.prefix(other))).isEqualTo(owner.equals(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "hello", "a\n7", "a\nphotos\n", "a\n0 photos\n", "a\n-7 photos\n", "a\n7 x\n7 x\n", "a\n\n"})
    void of_another_form_is_not_one(String text) {
        assertThat(ClaimText.read(false, "deal-1", text)).isEmpty();
    }
}

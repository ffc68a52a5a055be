package io.phase3.agent.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SuggestionTest {
    private static final List<String> KNOWN = List.of("exporter", "enabled", "rules", "port", "id");

    @Nested
    class TheNearestName {
        @Test
        void isFoundThroughEveryKindOfSlip() {
            assertThat(Suggestion.nearest("exportr", KNOWN)).contains("exporter");
            assertThat(Suggestion.nearest("exporterr", KNOWN)).contains("exporter");
            assertThat(Suggestion.nearest("exporder", KNOWN)).contains("exporter");
            assertThat(Suggestion.nearest("prot", KNOWN)).contains("port");
            assertThat(Suggestion.nearest("Port", KNOWN)).contains("port");
        }

        @Test
        void isNotAskedToStretch() {
            assertThat(Suggestion.nearest("mascot", KNOWN)).isEmpty();
            assertThat(Suggestion.nearest("xy", KNOWN)).isEmpty();
            assertThat(Suggestion.nearest("", KNOWN)).isEmpty();
        }

        @Test
        void endsAMessage() {
            assertThat(Suggestion.didYouMean("rulez", KNOWN)).isEqualTo(" – did you mean 'rules'?");
            assertThat(Suggestion.didYouMean("mascot", KNOWN)).isEmpty();
        }
    }

    @Nested
    class TheDistance {
        @Test
        void countsASwapOfNeighboursOnce() {
            assertThat(Suggestion.distance("prot", "port")).isEqualTo(1);
            assertThat(Suggestion.distance("kitten", "sitting")).isEqualTo(3);
        }
    }

    @Property
    void distanceIsSymmetricAndNoneToItself(
            @ForAll @AlphaChars @StringLength(max = 8) String left,
            @ForAll @AlphaChars @StringLength(max = 8) String right) {
        assertThat(Suggestion.distance(left, right)).isEqualTo(Suggestion.distance(right, left));
        assertThat(Suggestion.distance(left, left)).isZero();
        assertThat(Suggestion.distance(left, "")).isEqualTo(left.length());
    }
}

package io.phase3.agent.attribution.touches;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FeatureNumbersTest {
    private static final int MOST = 65_535;

    private final FeatureNumbers features = new FeatureNumbers();

    private String nameOf(String feature) {
        return features.name(features.number(feature));
    }

    @Test
    void are_the_same_for_the_same_feature() {
        assertThat(features.number("vision"))
                .isEqualTo(features.number("vision"))
                .isNotEqualTo(features.number("churn"));
    }

    @Test
    void give_the_name_back() {
        assertThat(nameOf("vision")).isEqualTo("vision");
        assertThat(nameOf("churn")).isEqualTo("churn");
        assertThat(nameOf("")).isEmpty();
    }

    @Test
    void past_the_last_are_one_for_all_others_while_known_features_keep_theirs() {
        for (int i = 0; i < MOST; i++) {
            assertThat(nameOf("feature-" + i)).isEqualTo("feature-" + i);
        }
        assertThat(nameOf("one too many")).isEqualTo("__other__");
        assertThat(features.number("two too many")).isEqualTo(MOST);
        assertThat(nameOf("feature-0")).isEqualTo("feature-0");
        assertThat(nameOf("feature-65534")).isEqualTo("feature-65534");
    }

    @Test
    void are_that_of_all_others_for_names_longer_than_256_characters() {
        assertThat(nameOf("f".repeat(256))).isEqualTo("f".repeat(256));
        assertThat(nameOf("f".repeat(257))).isEqualTo("__other__");
    }
}

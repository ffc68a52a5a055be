package io.phase3.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.phase3.agent.settings.ConfigText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceConfTest {
    private final ConfigObject reference = ConfigText.ofOwnResource("reference.conf");

    @Test
    void everyKeyHasASentence() {
        List<String> without = new ArrayList<>();
        collectWithoutSentence("", reference, without);

        assertThat(without).isEmpty();
    }

    @Test
    void holdsNothingOutsideOfPhase3() {
        assertThat(reference.keySet()).containsExactly("phase3");
    }

    @Test
    void isItselfAFileWithoutProblems(@TempDir Path directory) {
        Scenario scenario = new Scenario(directory);
        scenario.conf(reference.render());

        assertThat(scenario.problems()).isEmpty();
    }

    private static void collectWithoutSentence(String path, ConfigObject object, List<String> without) {
        for (String key : object.keySet()) {
            ConfigValue value = object.get(key);
            String comment = String.join("\n", value.origin().comments()).trim();
            if (!comment.matches("(?s)[A-Z].*\\.")) {
                without.add(path + key);
            }
            if (value instanceof ConfigObject nested) {
                collectWithoutSentence(path + key + ".", nested, without);
            }
        }
    }
}

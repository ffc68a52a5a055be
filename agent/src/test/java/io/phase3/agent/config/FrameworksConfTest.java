package io.phase3.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigObject;
import io.phase3.agent.settings.ConfigText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules that the agent brings along, whatever they are. */
class FrameworksConfTest {
    private final ConfigObject frameworks = ConfigText.ofOwnResource(ConfigLoader.FRAMEWORKS);

    private ConfigLoader.Loaded loaded;

    @BeforeEach
    void load(@TempDir Path directory) {
        loaded = new ConfigLoader(null, Map.of(), Map.of(), directory).load();
    }

    @Test
    void haveNoProblem() {
        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.config().invalidRules()).isEmpty();
    }

    @Test
    void areAllThereIs() {
        assertThat(frameworks.keySet()).containsExactly("phase3");
        assertThat(((ConfigObject) frameworks.get("phase3")).keySet()).containsExactly("rules");
    }

    @Test
    void areReadAllAsBuiltIn() {
        Set<String> names = ((ConfigObject) ((ConfigObject) frameworks.get("phase3")).get("rules")).keySet();

        assertThat(loaded.config().rules())
                .extracting(Rule::name)
                .containsExactlyInAnyOrderElementsOf(names)
                .allMatch(name -> name.matches("[a-z0-9-]+"));
        assertThat(loaded.config().rules()).allMatch(Rule::builtIn).noneMatch(Rule::amended);
    }

    @Test
    void sayWhatTheyMeasure() {
        assertThat(loaded.config().rules())
                .allMatch(Rule::hasKind)
                .noneMatch(rule -> rule.kind().isOwnMetric());
    }

    @Test
    void countACallOfSeveralLayersOnce() {
        Map<Kind, String> groups = Map.of(Kind.LLM, "llm", Kind.WEBSOCKET, "websocket");
        List<Rule> layered = loaded.config().rules().stream()
                .filter(rule -> groups.containsKey(rule.kind()))
                .toList();

        assertThat(layered).allSatisfy(rule -> assertThat(rule.group()).contains(groups.get(rule.kind())));
    }
}

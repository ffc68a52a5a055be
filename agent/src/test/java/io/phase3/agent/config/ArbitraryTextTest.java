package io.phase3.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever stands in the sources of the configuration: loading ends with a complete configuration. */
class ArbitraryTextTest {
    private static Path directory;

    @BeforeContainer
    static void createDirectory() throws IOException {
        directory = Files.createTempDirectory("phase3-arbitrary");
    }

    @AfterContainer
    static void deleteDirectory() throws IOException {
        Files.deleteIfExists(directory.resolve("phase3.conf"));
        Files.delete(directory);
    }

    @Property(tries = 500)
    void anyTextMayBeTheFile(@ForAll String text) {
        assertComplete(new Scenario(directory).conf(text.replaceAll("[\\uD800-\\uDFFF]", "?")));
    }

    @Property(tries = 1000)
    void anySequenceOfTokensMayBeTheFile(@ForAll("tokens") String text) {
        assertComplete(new Scenario(directory).conf("phase3 {" + text + "}"));
        assertComplete(new Scenario(directory).conf("phase3.rules.x {" + text));
    }

    @Property(tries = 500)
    void anySequenceOfTokensMayBeAnOverride(@ForAll("tokens") String text) {
        assertComplete(new Scenario(directory)
                .conf("phase3.enabled = true")
                .argument(text)
                .property("phase3." + text, text)
                .property("phase3.rules." + text, text)
                .variable("PHASE3_" + text, text)
                .variable("PHASE3_EXPORTER_PORT", text));
    }

    @Property(tries = 1)
    void anyDepthIsSurvived() {
        assertComplete(new Scenario(directory).conf("phase3 = " + "[".repeat(100_000)));
        assertComplete(new Scenario(directory).conf("phase3" + ".a".repeat(100_000) + " = 1"));
    }

    @Provide
    Arbitrary<String> tokens() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        "=",
                        ":",
                        ",",
                        "\n",
                        ".",
                        "\"",
                        "\"\"\"",
                        "'",
                        "#",
                        "//",
                        "${",
                        "${?",
                        "}",
                        "+=",
                        "include \"",
                        "null",
                        "true",
                        "1",
                        "-",
                        "1e999",
                        "phase3",
                        "rules",
                        "x",
                        "exporter",
                        "port",
                        "enabled",
                        "attribution",
                        "weights",
                        "kind",
                        "counter",
                        "metric",
                        "methods",
                        "labels",
                        "buckets",
                        "type",
                        "defaults",
                        "feature",
                        "bounds",
                        " ")
                .list()
                .ofMaxSize(25)
                .map(words -> String.join("", words));
    }

    private static void assertComplete(Scenario scenario) {
        ConfigLoader.Loaded loaded = scenario.load();

        assertThat(loaded.config().exporter().host()).isNotEmpty();
        assertThat(loaded.config().attribution().lookback()).isPositive();
        assertThat(loaded.problems()).noneMatch(problem -> problem.origin().equals("configuration"));
    }
}

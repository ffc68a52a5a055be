package io.phase3.monitor.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images: pinned, nobody's, and made only of files that the build gives them. */
class DockerfileTest {
    private static final Set<String> INSTRUCTIONS =
            Set.of("FROM", "COPY", "USER", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD");

    private record Instruction(String name, String rest) {}

    private static List<Instruction> instructions(String dockerfile) throws IOException {
        String text = Files.readString(Yaml.CONFIG.resolve("docker").resolve(dockerfile));
        List<Instruction> instructions = new ArrayList<>();
        for (String line :
                text.replaceAll("(?m)^#.*\\n", "").replace("\\\n", " ").split("\n", -1)) {
            if (!line.isBlank()) {
                String[] parts = line.strip().split("\\s+", 2);
                instructions.add(new Instruction(parts[0], parts[1]));
            }
        }
        return instructions;
    }

    private static Stream<String> of(String name, String dockerfile) throws IOException {
        return instructions(dockerfile).stream()
                .filter(each -> each.name().equals(name))
                .map(Instruction::rest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exporter.Dockerfile", "agent.Dockerfile"})
    void hasNoInstructionThatFetchesOrRunsAnything(String dockerfile) throws IOException {
        assertThat(instructions(dockerfile)).extracting(Instruction::name).isSubsetOf(INSTRUCTIONS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exporter.Dockerfile", "agent.Dockerfile"})
    void beginsWithAPinnedImageAndEndsAsNobody(String dockerfile) throws IOException {
        assertThat(of("FROM", dockerfile)).singleElement().asString().matches("[a-z-]+:[0-9]+\\.[0-9._]+(-[a-z-]+)?");
        assertThat(of("USER", dockerfile)).containsExactly("10001:10001");
        assertThat(of("HEALTHCHECK", dockerfile)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exporter.Dockerfile", "agent.Dockerfile"})
    void programsAreStartedWithoutAShell(String dockerfile) throws IOException {
        assertThat(Stream.concat(of("ENTRYPOINT", dockerfile), of("CMD", dockerfile)))
                .hasSize(2)
                .allMatch(command -> command.startsWith("[\"") && command.endsWith("\"]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exporter.Dockerfile", "agent.Dockerfile"})
    void copiesWhatTheBuildGivesItAndNothingElse(String dockerfile) throws IOException {
        List<String> ignored = Files.readAllLines(Yaml.CONFIG.resolve("docker").resolve(dockerfile + ".dockerignore"));
        List<String> given = ignored.stream()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();
        List<String> copied = of("COPY", dockerfile)
                .map(rest -> rest.replaceFirst("^--chmod=0644\\s+", "").split("\\s+", -1)[0])
                .toList();

        assertThat(ignored.get(0)).isEqualTo("*");
        assertThat(copied).containsExactlyInAnyOrderElementsOf(given);
        assertThat(copied).allSatisfy(source -> {
            // Jars are there only once they are built.
            if (!source.matches("(agent|monitor)/target/phase3-(agent|monitor)\\.jar")) {
                assertThat(Path.of("..").resolve(source)).exists();
            }
        });
    }
}

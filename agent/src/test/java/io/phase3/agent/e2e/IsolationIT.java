package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing of the agent can be found by the application, and nothing that the application installs is there already. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.phase3.agent.e2e.Jdk#all")
class IsolationIT {
    private static final String MEASURED = "any { methods = [\"com.acme.*.*(..)\"] }";

    @Parameter
    private Jdk jdk;

    @Test
    void no_class_and_no_resource_of_the_agent_is_found(@TempDir Path folder) throws IOException {
        List<String> names = namesInAgent();
        assertThat(names)
                .hasSizeGreaterThan(500)
                .contains(
                        "net.bytebuddy.ByteBuddy",
                        "com.typesafe.config.Config",
                        "io.prometheus.client.Collector",
                        "org.objectweb.asm.ClassReader",
                        "io.phase3.agent.Agent",
                        "/reference.conf");
        Path file = Files.write(folder.resolve("names"), names);
        try (ForkedJvm jvm = ForkedJvm.on(jdk).rules(MEASURED).scenario("Snoop", file)) {
            jvm.ready();
            assertThat(jvm.stdout())
                    .containsExactlyInAnyOrder(
                            "found io.phase3.agent.Phase3Agent",
                            "found io.phase3.agent.AgentClassLoader",
                            "properties: 0",
                            "ready");
        }
    }

    @Test
    void a_log_manager_and_bean_servers_can_be_installed_while_the_agent_serves() throws InterruptedException {
        try (ForkedJvm jvm = ForkedJvm.on(jdk).rules(MEASURED).scenario("Installing")) {
            jvm.ready();
            // the last thing that the agent does at its start
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> jvm.scrape().samples("jvm_info").findAny().isPresent());
            jvm.obey("install");
            assertThat(jvm.stdout())
                    .contains("log manager: com.acme.OwnLogManager", "own builder of bean servers used: true");
            assertThat(jvm.end().stderrOfApplication()).isEmpty();
        }
    }

    /** The names of all classes that the agent jar has, with those that it hides, and of all resources after a slash. */
    private static List<String> namesInAgent() throws IOException {
        List<String> names =
                new ArrayList<>(List.of("/META-INF/maven", "/META-INF/services/java.net.spi.URLStreamHandlerProvider"));
        try (JarFile jar = new JarFile(ForkedJvm.AGENT.toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                String name = entry.getName().replaceFirst("^isolated/", "");
                if (name.endsWith(".class") || name.endsWith(".classdata")) {
                    names.add(name.replaceFirst("\\.class(data)?$", "").replace('/', '.'));
                } else if (!entry.isDirectory() && !name.equals("META-INF/MANIFEST.MF")) {
                    names.add("/" + name);
                }
            }
        }
        names.removeIf(name -> name.startsWith("java.lang."));
        return names;
    }
}

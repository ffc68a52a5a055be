package io.phase3.monitor.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real agent in real JVMs that run already, and that have run the methods that matter. */
class AttachedAgentIT {
    private static final Path AGENT = Path.of("../agent/target/phase3-agent.jar");

    private static final String APPLICATION = """
            package com.acme;

            public class Desk {
                public void onMessage(String text) {}

                public void onClose(String text) {}

                public static void main(String[] arguments) throws Exception {
                    Desk desk = new Desk();
                    desk.onMessage("hello");
                    System.out.println("ready");
                    while (System.in.read() >= 0) {}
                }
            }
            """;

    private static final String HEAD = "phase3.exporter.port = 0, phase3.reload.on-change = false\n";
    private static final String MESSAGES =
            "phase3.rules.messages { kind = websocket, methods = [\"com.acme.Desk.onMessage(..)\"] }\n";
    private static final String CLOSING =
            "phase3.rules.closing { kind = timed, methods = [\"com.acme.Desk.onClose(..)\"] }\n";
    private static final String LOST = "phase3.rules.lost { kind = timed, methods = [\"com.acme.Desk.onOpen(..)\"] }\n";

    @TempDir
    private static Path classes;

    @TempDir
    private Path folder;

    @BeforeAll
    static void compile() throws IOException {
        Path source = Files.writeString(
                Files.createDirectories(classes.resolve("com/acme")).resolve("Desk.java"), APPLICATION);
        // -Xlint: javac warns of releases as old as that.
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "--release", "8", "-Xlint:-options", source.toString()))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void isAttachedReloadedAndRefusesWhatIsBroken(int java) throws Exception {
        Path configuration = Files.writeString(folder.resolve("phase3.conf"), HEAD + MESSAGES);
        try (TargetJvm jvm = start(java)) {
            Command attached = attach(jvm, configuration);
            assertThat(attached.code()).as(attached.toString()).isZero();
            assertThat(attached.out())
                    .containsPattern("configuration +" + configuration)
                    .containsPattern("messages +1 +com\\.acme\\.Desk\\.onMessage\\(String\\)")
                    .contains("-javaagent:" + AGENT.toAbsolutePath().normalize() + "=" + configuration)
                    .doesNotContain("lettuce");
            assertThat(scrape(jvm)).contains("phase3_agent_rule_methods{rule=\"messages\",} 1.0");

            assertThat(attach(jvm, configuration))
                    .matches(again -> again.code() == 1)
                    .extracting(Command::err)
                    .asString()
                    .contains("--reload");
            assertThat(reload(jvm).out()).contains("nothing changed");

            Files.writeString(configuration, HEAD + MESSAGES + CLOSING);
            Command more = reload(jvm);
            assertThat(more.code()).as(more.toString()).isZero();
            assertThat(more.out()).containsPattern("added +closing").containsPattern("closing +1 +com\\.acme\\.Desk");

            Files.writeString(configuration, HEAD + MESSAGES + "phase3.rules.closing { kind = tymed }");
            Command broken = reload(jvm);
            assertThat(broken.code()).isEqualTo(1);
            assertThat(broken.err()).contains("phase3.conf: 3");
            assertThat(scrape(jvm)).contains("rule=\"closing\"");

            Files.writeString(configuration, HEAD + MESSAGES + LOST);
            Command lost = reload(jvm);
            assertThat(lost.code()).isEqualTo(1);
            assertThat(lost.out()).containsPattern("removed +closing").containsPattern("added +lost");
            assertThat(lost.err()).contains("Nothing is woven by lost: ./phase3 check --pid " + jvm.pid());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 11, 21, 26})
    void isAttachedToEveryJava(int java) throws Exception {
        Path configuration = Files.writeString(folder.resolve("phase3.conf"), HEAD + MESSAGES);
        try (TargetJvm jvm = start(java)) {
            Command attached = attach(jvm, configuration);
            assertThat(attached.code()).as(attached.toString()).isZero();
            assertThat(attached.out()).containsPattern("messages +1 ");
        }
    }

    private TargetJvm start(int java) throws IOException {
        return TargetJvm.start(
                folder.resolve("err.txt"),
                List.of(Jdks.of(java).toString(), "-cp", classes.toString(), "com.acme.Desk"));
    }

    private static Command attach(TargetJvm jvm, Path configuration) {
        return Command.run(jvm.pid(), "--config", configuration.toString(), "--agent", AGENT.toString());
    }

    private static Command reload(TargetJvm jvm) {
        return Command.run(jvm.pid(), "--reload");
    }

    private static String scrape(TargetJvm jvm) throws IOException, InterruptedException {
        String metrics = JvmList.ofThisMachine().entries().stream()
                .filter(entry -> Long.toString(entry.pid()).equals(jvm.pid()))
                .flatMap(entry -> entry.metrics().stream())
                .findFirst()
                .orElseThrow();
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(metrics)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}

package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.google.gson.JsonObject;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A running agent is told to read its configuration again. */
class ReloadIT {
    private static final String RULE_METHODS = "phase3_agent_rule_methods";
    private static final String PASSES = "phase3_websocket_latency_seconds_count";
    private static final String TYPED =
            "phase3.rules.typed { kind = websocket, methods = [\"*..Turnstile+.pass(..)\"], type = \"'%s'\" }\n";
    private static final String STEADY =
            "phase3.rules.steady { kind = counter, metric = acme_passes_total, methods = [\"*..Turnstile.pass(..)\"] }\n";
    private static final String EXTRA =
            "phase3.rules.extra { kind = counter, metric = acme_extra_total, methods = [\"com.acme.load.*.pass(..)\"] }\n";

    @TempDir
    private Path folder;

    static Stream<Jdk> oldestNewestAndTwoBetween() {
        return Stream.concat(Jdk.two(), Jdk.all().filter(jdk -> jdk.major() == 8 || jdk.major() == 26))
                .distinct();
    }

    private String configure(String... rules) throws Exception {
        Path config = folder.resolve("our phase3.conf");
        Files.writeString(config, String.join("", rules));
        return config.toString();
    }

    private static double passes(ForkedJvm jvm) {
        return jvm.stdout().stream()
                .filter(line -> line.startsWith("passes "))
                .mapToDouble(line -> Double.parseDouble(line.substring("passes ".length())))
                .max()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("oldestNewestAndTwoBetween")
    void rules_come_change_and_go_under_load_and_no_call_is_lost(Jdk jdk) throws Exception {
        String config = configure(STEADY, TYPED.formatted("first"));
        try (ForkedJvm jvm = ForkedJvm.on(jdk).agent(config).scenario("Busy", 3).ready();
                RemoteControl control = new RemoteControl(jvm, folder)) {
            jvm.await("load", () -> jvm.scrape().sum("acme_passes_total") > 1000);
            byte[] before = classFile(control, "before");
            for (int i = 0; i < 5; i++) {
                configure(STEADY, TYPED.formatted("second"), EXTRA);
                JsonObject changed = control.tell("reload");
                assertThat(changed.get("did").getAsString()).isEqualTo("reloaded");
                assertThat(changed.get("changes"))
                        .hasToString("{\"added\":[\"extra\"],\"removed\":[],\"changed\":[\"typed\"],\"unchanged\":"
                                + changed.get("changes").getAsJsonObject().get("unchanged")
                                + ",\"classes\":1,\"needsRestart\":[]}");
                configure(STEADY, TYPED.formatted("first"));
                assertThat(control.tell("reload").getAsJsonObject("changes").get("removed"))
                        .hasToString("[\"extra\"]");
            }
            jvm.obey("stop");
            double extra = jvm.scrape().value("acme_extra_total");
            jvm.obey("once more");
            assertThat(jvm.scrape().value("acme_extra_total")).isEqualTo(extra).isPositive();
            assertThat(jvm.scrape().value("acme_passes_total")).isEqualTo(passes(jvm));
            assertThat(jvm.scrape().sum(PASSES, "outcome=success")).isEqualTo(passes(jvm));
            assertThat(jvm.scrape().value(PASSES, "message_type=second", "outcome=success"))
                    .isPositive();
            assertThat(jvm.scrape().counts(RULE_METHODS)).containsOnly(entry("steady", 1L), entry("typed", 1L));
            assertThat(classFile(control, "after")).isEqualTo(before);
            assertThat(jvm.complaints()).allMatch(line -> line.startsWith("configuration read again: "));
        }
    }

    /** The turnstile's class file as the agent leaves it. */
    private byte[] classFile(RemoteControl control, String name) throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Agent-Class", "com.acme.Copying");
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        Path jar = folder.resolve("copying.jar");
        Path copy = folder.resolve(name);
        if (!Files.exists(jar)) {
            try (OutputStream out = Files.newOutputStream(jar)) {
                // The class itself is on the class path.
                new JarOutputStream(out, manifest).close();
            }
        }
        control.load(jar, "com.acme.load.Turnstile," + copy);
        return Files.readAllBytes(copy);
    }

    @Test
    void a_rule_that_is_gone_leaves_nothing_in_the_class() throws Exception {
        String config = configure("phase3.enabled = true");
        try (ForkedJvm jvm = ForkedJvm.on(Jdk.own())
                        .agent(config)
                        .scenario("Busy", 0)
                        .ready();
                RemoteControl control = new RemoteControl(jvm, folder)) {
            byte[] never = classFile(control, "never woven");
            configure(TYPED.formatted("any"));
            control.tell("reload");
            assertThat(classFile(control, "woven")).isNotEqualTo(never);
            configure("phase3.enabled = true");
            control.tell("reload");
            assertThat(classFile(control, "unwoven")).isEqualTo(never);
            assertThat(jvm.scrape().samples(RULE_METHODS)).isEmpty();
        }
    }

    @Test
    void a_hundred_times_and_two_versions_of_a_rule_take_the_room_of_two() throws Exception {
        String config = configure(STEADY, TYPED.formatted("first"));
        try (ForkedJvm jvm = ForkedJvm.on(Jdk.own())
                        .agent(config)
                        .scenario("Busy", 1)
                        .ready();
                RemoteControl control = new RemoteControl(jvm, folder)) {
            for (int i = 0; i < 50; i++) {
                configure(STEADY, TYPED.formatted("second"));
                assertThat(control.tell("reload").get("did").getAsString()).isEqualTo("reloaded");
                configure(STEADY, TYPED.formatted("first"));
                assertThat(control.tell("reload").get("did").getAsString()).isEqualTo("reloaded");
            }
            jvm.obey("stop");
            jvm.obey("sites");
            assertThat(jvm.stdout()).contains("sites 3");
            assertThat(jvm.scrape().value("acme_passes_total")).isEqualTo(passes(jvm));
        }
    }

    @Test
    void a_broken_file_changes_nothing_and_says_so() throws Exception {
        String config = configure(TYPED.formatted("first"));
        try (ForkedJvm jvm = ForkedJvm.on(Jdk.own())
                        .agent(config)
                        .scenario("Busy", 0)
                        .ready();
                RemoteControl control = new RemoteControl(jvm, folder)) {
            configure(EXTRA, "phase3.rules.broken { methods = [\"com.acme.load.*.pass(..\"] }\n", "phase3.rules {");
            JsonObject unparsable = control.tell("reload");
            assertThat(unparsable.get("did").getAsString()).isEqualTo("refused");
            assertThat(unparsable.get("message").getAsString()).contains("our phase3.conf: 3: ");
            configure(EXTRA, "phase3.rules.broken { methods = [\"com.acme.load.*.pass(..\"] }\n");
            JsonObject invalid = control.tell("reload");
            assertThat(invalid.getAsJsonArray("problems")).hasSize(1);
            assertThat(invalid.toString()).contains("our phase3.conf: 2", "rule 'broken'");
            assertThat(invalid.has("changes")).isFalse();
            assertThat(jvm.scrape().counts(RULE_METHODS)).containsOnly(entry("typed", 1L));
            assertThat(jvm.complaints()).hasSize(2).allMatch(line -> line.contains("not taken on"));
            jvm.obey("still counted");
            assertThat(jvm.scrape().value(PASSES, "outcome=success")).isEqualTo(1);
        }
    }

    @Test
    void a_metric_cannot_change_its_shape_and_the_report_says_that_the_rule_is_not_woven() throws Exception {
        try (ForkedJvm jvm = ForkedJvm.on(Jdk.own())
                        .agent(configure(STEADY))
                        .scenario("Busy", 0)
                        .ready();
                RemoteControl control = new RemoteControl(jvm, folder)) {
            assertThat(control.tell("report").toString())
                    .contains("\"woven\":true")
                    .doesNotContain("not-woven");
            configure(STEADY.replace("kind = counter", "kind = gauge, value = arg1"));
            assertThat(control.tell("reload").toString())
                    .contains("\"changed\":[\"steady\"]", "\"woven\":false", "\"not-woven\"")
                    .doesNotContain("\"woven\":true");
            assertThat(jvm.scrape().counts(RULE_METHODS)).containsOnly(entry("steady", 0L));
        }
    }

    @Test
    void settings_that_are_no_rules_are_taken_on_or_named() throws Exception {
        String unnamed = "phase3.rules.plain { kind = websocket, methods = [\"com.acme.load.*.pass(..)\"] }\n";
        String config = configure(unnamed);
        try (ForkedJvm jvm = ForkedJvm.on(Jdk.own())
                        .agent(config)
                        .scenario("Busy", 0)
                        .ready();
                RemoteControl control = new RemoteControl(jvm, folder)) {
            jvm.obey("before");
            configure(
                    unnamed,
                    "phase3.defaults.feature.websocket = chat\n",
                    "phase3.frameworks.enabled = false\n",
                    "phase3.bounds.leads = 7\n");
            JsonObject reload = control.tell("reload");
            jvm.obey("after");
            assertThat(reload.getAsJsonObject("changes").get("unchanged").getAsInt())
                    .isEqualTo(1);
            assertThat(reload.getAsJsonObject("changes").get("needsRestart")).hasToString("[\"bounds.leads\"]");
            assertThat(jvm.scrape().value(PASSES, "feature=realtime_intelligence", "outcome=success"))
                    .isEqualTo(1);
            assertThat(jvm.scrape().value(PASSES, "feature=chat", "outcome=success"))
                    .isEqualTo(1);
            jvm.agentLine("at the next start of this JVM only: bounds.leads");
        }
    }

    @Test
    void another_configuration_is_taken_on_by_its_name_from_then_on() throws Exception {
        try (ForkedJvm jvm = ForkedJvm.on(Jdk.own())
                        .agent(configure(STEADY))
                        .scenario("Busy", 0)
                        .ready();
                RemoteControl control = new RemoteControl(jvm, folder)) {
            Path other = Files.writeString(folder.resolve("other.conf"), EXTRA);
            assertThat(control.tell("reload", folder.resolve("none.conf").toString())
                            .get("did")
                            .getAsString())
                    .isEqualTo("refused");
            JsonObject reload = control.tell("reload", other.toString());
            assertThat(reload.get("configuration").getAsString()).isEqualTo(other.toString());
            assertThat(control.tell("reload").get("did").getAsString()).isEqualTo("unchanged");
            assertThat(jvm.scrape().counts(RULE_METHODS)).containsOnly(entry("extra", 1L));
        }
    }

    @Test
    void on_their_own_files_are_read_that_have_changed_in_whatever_way() throws Exception {
        String prompt = "phase3.reload.interval = 20ms\ninclude \"rules.conf\"\n";
        Path rules = folder.resolve("rules.conf");
        Files.writeString(rules, STEADY);
        try (ForkedJvm jvm = ForkedJvm.on(Jdk.own())
                .agent(configure(prompt))
                .scenario("Busy", 0)
                .ready()) {
            Files.writeString(rules, STEADY + EXTRA);
            awaitRules(jvm, "extra", "steady");

            Files.writeString(folder.resolve("rules.new"), "phase3.rules { }} broken");
            Files.move(folder.resolve("rules.new"), rules, StandardCopyOption.REPLACE_EXISTING);
            jvm.agentLine("not taken on");
            Files.delete(rules);
            jvm.agentLine("rules.conf does not exist");

            Path data = Files.createSymbolicLink(folder.resolve("..data"), Files.createDirectory(folder.resolve("v1")));
            Files.writeString(folder.resolve("v1/rules.conf"), EXTRA);
            Files.createSymbolicLink(rules, Path.of("..data/rules.conf"));
            awaitRules(jvm, "extra");
            Files.writeString(Files.createDirectory(folder.resolve("v2")).resolve("rules.conf"), STEADY);
            Files.createSymbolicLink(folder.resolve("..data_tmp"), folder.resolve("v2"));
            Files.move(folder.resolve("..data_tmp"), data, StandardCopyOption.REPLACE_EXISTING);
            awaitRules(jvm, "steady");

            assertThat(jvm.agentLines().stream().filter(line -> line.contains("not taken on")))
                    .hasSize(2);
        }
    }

    private static void awaitRules(ForkedJvm jvm, String... rules) {
        jvm.await(
                "rules " + String.join(", ", rules),
                () -> jvm.scrape().counts(RULE_METHODS).keySet().equals(Set.of(rules)));
    }
}

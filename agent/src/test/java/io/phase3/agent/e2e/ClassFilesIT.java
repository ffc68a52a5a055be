package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.Opcodes;

/** Class files that no compiler of today writes, and class loaders that know nothing of each other. */
class ClassFilesIT {
    private static final String CALLS = "phase3_operation_duration_seconds_count";
    private static final String RULES = """
            generated { methods = ["com.generated.*.*(..)"], feature = generated, type = "arg0" }
            lambdas   { methods = ["com.acme..*.*(..)"], feature = acme }
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#all")
    void of_every_version_are_measured_also_with_subroutines(Jdk jdk) throws IOException {
        Generated.in(folder, "com.generated.Old1", Opcodes.V1_1, Generated::call);
        Generated.in(folder, "com.generated.Old2", Opcodes.V1_4, Generated::callWithSubroutine);
        Generated.in(folder, "com.generated.Old3", Opcodes.V1_5, Generated::call);
        Generated.in(folder, "com.generated.Old4", Opcodes.V1_6, Generated::call);
        try (ForkedJvm jvm = ForkedJvm.on(jdk)
                .rules(RULES)
                .scenario(
                        "Loading",
                        folder,
                        "com.generated.Old1",
                        "com.generated.Old2",
                        "com.generated.Old3",
                        "com.generated.Old4")) {
            Scrape scrape = jvm.ready().scrape();
            assertThat(jvm.stdout())
                    .contains(
                            "com.generated.Old1 1",
                            "com.generated.Old2 2",
                            "com.generated.Old3 3",
                            "com.generated.Old4 4");
            for (int version = 1; version <= 4; version++) {
                assertThat(scrape.value(CALLS, "operation=" + version, "outcome=success"))
                        .isEqualTo(1);
            }
            assertThat(jvm.complaints()).isEmpty();
        }
    }

    @Test
    void of_one_name_in_two_loaders_count_as_one_method() throws IOException {
        Generated.in(folder, "com.generated.Twice", Opcodes.V1_8, Generated::call);
        try (ForkedJvm jvm = ForkedJvm.on(Jdk.own())
                .rules("twice { methods = [\"com.generated.Twice.call(int)\"] }")
                .scenario("Loading", folder, "com.generated.Twice", "com.generated.Twice")) {
            Scrape scrape = jvm.ready().scrape();
            assertThat(scrape.value(CALLS, "operation=call", "outcome=success")).isEqualTo(2);
            assertThat(scrape.value("phase3_agent_rule_methods", "rule=twice")).isEqualTo(1);
        }
    }

    @Test
    void with_a_method_too_large_for_a_probe_run_as_they_are() throws IOException {
        Generated.in(folder, "com.generated.Huge", Opcodes.V1_8, Generated::callWithHugeMethod);
        Generated.in(folder, "com.generated.Small", Opcodes.V1_8, Generated::call);
        try (ForkedJvm jvm = ForkedJvm.on(Jdk.own())
                .rules(RULES)
                .scenario("Loading", folder, "com.generated.Huge", "com.generated.Small")) {
            Scrape scrape = jvm.ready().scrape();
            assertThat(jvm.stdout()).contains("com.generated.Huge 1", "com.generated.Small 2");
            assertThat(scrape.sum(CALLS, "operation=1")).isZero();
            assertThat(scrape.value(CALLS, "operation=2", "outcome=success")).isEqualTo(1);
            assertThat(scrape.value("phase3_agent_errors_total", "stage=weave")).isEqualTo(1);
            assertThat(jvm.complaints())
                    .singleElement()
                    .asString()
                    .startsWith("the class com.generated.Huge could not be woven, and runs as it is: ");
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void of_lambdas_are_left_alone(Jdk jdk) {
        try (ForkedJvm jvm = ForkedJvm.on(jdk)
                .rules("lambdas { methods = [\"com.acme..*.*(..)\"] }")
                .scenario("OfficeDay")) {
            Scrape scrape = jvm.ready().scrape();
            assertThat(scrape.samples(CALLS).map(sample -> sample.labels().get("operation")))
                    .contains("factorial", "unnamed", "callPrivate")
                    .noneMatch(operation -> operation.contains("lambda") || operation.contains("run$"));
            assertThat(scrape.counts(CALLS)).contains(entry("unattributed/callPrivate/success", 1L));
            assertThat(jvm.complaints()).isEmpty();
        }
    }
}

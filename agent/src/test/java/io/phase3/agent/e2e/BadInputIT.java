package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What users get wrong is told in one line, the application runs, and all else is measured. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.phase3.agent.e2e.Jdk#two")
class BadInputIT {
    private static final String MESSAGES = "phase3_websocket_latency_seconds_count";
    private static final String GOOD_RULE =
            "good { kind = websocket, methods = [\"com.acme.leads.LeadSocket.onMessage(..)\"] }";

    @Parameter
    private Jdk jdk;

    /** The service with annotations is measured even without any configuration. */
    private static void assertAnnotationsAreMeasured(ForkedJvm jvm) throws InterruptedException {
        assertThat(jvm.ready().scrape().sum(MESSAGES, "feature=realtime_intelligence"))
                .isEqualTo(3);
        assertThat(jvm.end().code()).isEqualTo(7);
    }

    private ForkedJvm.Builder annotated() {
        return ForkedJvm.on(jdk).annotations().flags("-Dexit.code=7");
    }

    @Nested
    class AConfigurationFile {
        @Test
        void that_does_not_exist() throws InterruptedException {
            try (ForkedJvm jvm = annotated().agent("missing.conf").scenario("annotated.AnnotatedDay")) {
                assertThat(jvm.agentLine("missing.conf"))
                        .isEqualTo("missing.conf: does not exist (named by the agent argument)");
                assertAnnotationsAreMeasured(jvm);
            }
        }

        @Test
        void that_is_a_directory(@TempDir Path directory) throws InterruptedException {
            try (ForkedJvm jvm = annotated().agent(directory.toString()).scenario("annotated.AnnotatedDay")) {
                assertThat(jvm.agentLine(directory.toString()))
                        .isEqualTo(directory + ": cannot be read: Is a directory (named by the agent argument)");
                assertAnnotationsAreMeasured(jvm);
            }
        }

        @Test
        void that_is_no_configuration() throws InterruptedException {
            try (ForkedJvm jvm = annotated()
                    .config("phase3 {\n  rules {\n    a = [\n  }\n}\n")
                    .scenario("annotated.AnnotatedDay")) {
                assertThat(jvm.agentLine("phase3.conf")).startsWith("phase3.conf: 4: ");
                assertAnnotationsAreMeasured(jvm);
            }
        }
    }

    @Nested
    class Rules {
        @Test
        void with_mistakes_stand_and_fall_alone() {
            try (ForkedJvm jvm = ForkedJvm.on(jdk).rules("""
                                good { kind = websocket, methods = ["com.acme.leads.LeadSocket.onMessage(..)"]
                                  featur = leads }
                                kind { kind = webscoket, methods = ["com.acme.leads.LeadSocket.onMessage(..)"] }
                                pattern { methods = ["com.acme.leads.LeadSocket.onMessage(.."] }
                                property { methods = ["com.acme.leads.LeadSocket.onMessage(..)"]
                                  type = "arg0.typ" }
                                expression { methods = ["com.acme.leads.LeadSocket.onMessage(..)"], type = "arg0." }
                                gauge { kind = gauge, metric = acme_gauge, methods = ["com.acme.search.Search.outer()"] }
                                nothing { methods = ["com.acme.leads.LeadSocket.onMesage(..)"] }
                            """).scenario("OfficeDay")) {
                Scrape scrape = jvm.ready().scrape();
                assertThat(jvm.complaints())
                        .satisfiesExactlyInAnyOrder(
                                line -> assertThat(line)
                                        .startsWith("phase3.conf: 3: rule 'good': unknown key 'featur'")
                                        .contains("'feature'"),
                                line -> assertThat(line)
                                        .startsWith("phase3.conf: 4: rule 'kind': kind:")
                                        .contains("webscoket", "'websocket'"),
                                line -> assertThat(line).startsWith("phase3.conf: 5: rule 'pattern': methods[0]:"),
                                line -> assertThat(line)
                                        .startsWith("phase3.conf: 6: rule 'property': type: ")
                                        .contains("'typ'", "'type'"),
                                line -> assertThat(line).startsWith("phase3.conf: 8: rule 'expression': type: "),
                                line -> assertThat(line).startsWith("phase3.conf: 9: rule 'gauge': "));
                assertThat(scrape.sum(MESSAGES)).isEqualTo(7);
                assertThat(scrape.counts("phase3_agent_rule_methods"))
                        .containsOnly(
                                entry("good", 1L),
                                entry("kind", 0L),
                                entry("pattern", 0L),
                                entry("property", 0L),
                                entry("expression", 0L),
                                entry("gauge", 0L),
                                entry("nothing", 0L));
                assertThat(scrape.value("phase3_agent_errors_total", "stage=weave"))
                        .isEqualTo(1);
            }
        }
    }

    @Nested
    class ThePort {
        @Test
        void that_is_taken_is_tried_again_until_it_is_free() throws IOException {
            ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            try (ForkedJvm jvm = ForkedJvm.on(jdk)
                    .rules(GOOD_RULE)
                    .flags("-Dphase3.exporter.port=" + taken.getLocalPort())
                    .scenario("OfficeDay")) {
                assertThat(jvm.agentLine("cannot serve"))
                        .startsWith("cannot serve metrics on 127.0.0.1:" + taken.getLocalPort() + ": ");
                jvm.ready();
                taken.close();
                assertThat(jvm.scrape().sum(MESSAGES)).isEqualTo(7);
                assertThat(jvm.complaints()).hasSize(1);
                assertThat(jvm.metrics().getPort()).isEqualTo(taken.getLocalPort());
            } finally {
                taken.close();
            }
        }

        @Test
        void of_a_host_that_nobody_knows_leaves_the_application_alone() throws InterruptedException {
            try (ForkedJvm jvm = ForkedJvm.on(jdk)
                    .rules(GOOD_RULE)
                    .flags("-Dphase3.exporter.host=no-such-host.invalid", "-Dexit.code=7")
                    .scenario("OfficeDay")) {
                assertThat(jvm.agentLine("cannot serve"))
                        .startsWith("cannot serve metrics on no-such-host.invalid:0: ");
                ForkedJvm.Exit exit = jvm.ready().end();
                assertThat(exit.code()).isEqualTo(7);
                assertThat(exit.stderr()).hasSize(1);
            }
        }
    }

    @Nested
    class TheAgent {
        @Test
        void works_once_however_often_it_is_named() {
            try (ForkedJvm jvm = ForkedJvm.on(jdk).rules(GOOD_RULE).agent("").scenario("OfficeDay")) {
                assertThat(jvm.ready().scrape().sum(MESSAGES)).isEqualTo(7);
                assertThat(jvm.complaints())
                        .isEqualTo(List.of("an agent runs in this JVM already; this one does nothing"
                                + " (./phase3 attach PID --reload has it read its configuration again)"));
            }
        }

        @Test
        void does_nothing_when_it_is_switched_off() throws InterruptedException {
            try (ForkedJvm jvm = ForkedJvm.on(jdk)
                    .rules(GOOD_RULE)
                    .environment("PHASE3_ENABLED", "false")
                    .scenario("OfficeDay")) {
                assertThat(jvm.ready().end().stderr())
                        .isEqualTo(List.of("[phase3] switched off by configuration (enabled = false)"));
            }
        }
    }
}

package io.phase3.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.attribution.journal.Entry;
import io.phase3.agent.attribution.model.Touch;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A lead that the application keeps in SLF4J's logging context. */
class LoggingContextIT {
    private static final Path LIBRARIES = Path.of("target", "slf4j").toAbsolutePath();

    private static final String RULES = """
            phase3.rules {
              handle { kind = websocket, methods = ["com.acme.logging.Desk.handle(..)"], lead = "mdc('lead')" }
              later  { kind = coaching, methods = ["com.acme.logging.Desk.handleLater(..)"], lead = "mdc('lead')" }
            }
            """;

    @TempDir
    private Path journal;

    private ForkedJvm jvm;

    /** The oldest Java and our own, each with an SLF4J of either generation. */
    static Stream<Arguments> runtimes() {
        return Stream.of(Jdk.all().findFirst().orElseThrow(), Jdk.own())
                .distinct()
                .flatMap(jdk -> Stream.of("slf4j-1-logback", "slf4j-2-logback").map(slf4j -> Arguments.of(jdk, slf4j)));
    }

    /** Our own Java with a logging context that remembers nothing. */
    static Stream<Arguments> forgetful() {
        return Stream.of("slf4j-1-alone", "slf4j-2-alone").map(slf4j -> Arguments.of(Jdk.own(), slf4j));
    }

    private void start(Jdk jdk, Optional<String> slf4j) {
        ForkedJvm.Builder builder = ForkedJvm.on(jdk)
                .config(RULES + "phase3.attribution.journal.directory = \"" + journal + "\"\n")
                .annotations();
        slf4j.map(LIBRARIES::resolve).ifPresent(builder::libraries);
        jvm = builder.scenario("logging.LoggingDay").ready();
    }

    @AfterEach
    void close() {
        jvm.close();
    }

    /** Which features touched each of the leads, found by having them convert. */
    private List<List<String>> touches(String... leads) {
        for (String lead : leads) {
            jvm.obey("convert " + lead);
        }
        SalesOffice.awaitConversions(jvm, leads.length);
        List<Entry> entries = SalesOffice.counted(journal);
        assertThat(entries).extracting(Entry::id).containsExactly(leads);
        return entries.stream()
                .map(entry -> entry.touches().stream().map(Touch::feature).toList())
                .toList();
    }

    private void assertOnlyTheLeadIsMissed(int times) {
        Scrape scrape = SalesOffice.awaitRejected(jvm, "no_lead", times);
        assertThat(scrape.value("phase3_attribution_rejected_total", "reason=no_lead"))
                .isEqualTo(times);
        assertThat(scrape.sum("phase3_agent_errors_total")).isZero();
        assertThat(jvm.complaints())
                .singleElement()
                .asString()
                .startsWith("rule 'handle' (phase3.conf: 2): a call has no lead");
    }

    @Nested
    @ParameterizedClass(name = "{0} with {1}")
    @MethodSource("io.phase3.agent.e2e.LoggingContextIT#runtimes")
    class That_is_kept {
        @Parameter(0)
        private Jdk jdk;

        @Parameter(1)
        private String slf4j;

        @BeforeEach
        void begin() {
            start(jdk, Optional.of(slf4j));
        }

        @Test
        void is_the_lead_of_the_thread_that_called() {
            for (String command : List.of(
                    "handle before",
                    "find-out within",
                    "later begun completing",
                    "later - somebody-elses",
                    "loaderless unseen",
                    "handle -")) {
                jvm.obey(command);
            }
            assertThat(touches("before", "within", "begun", "completing", "somebody-elses", "unseen"))
                    .containsExactly(
                            List.of("realtime_intelligence"),
                            List.of("realtime_intelligence"),
                            List.of("ai_coaching"),
                            List.of(),
                            List.of(),
                            List.of());
            Scrape scrape = jvm.scrape();
            // The later one of nobody, the one without a class loader, and the last one.
            assertThat(scrape.value("phase3_attribution_rejected_total", "reason=no_lead"))
                    .isEqualTo(3);
            assertThat(scrape.sum("phase3_agent_errors_total")).isZero();
            assertThat(jvm.complaints())
                    .hasSize(2)
                    .allMatch(line -> line.contains("a call has no lead"))
                    .anyMatch(line -> line.startsWith("rule 'handle' (phase3.conf: 2)"))
                    .anyMatch(line -> line.startsWith("rule 'later' (phase3.conf: 3)"));
        }
    }

    @Nested
    @ParameterizedClass(name = "{0} with {1}")
    @MethodSource("io.phase3.agent.e2e.LoggingContextIT#forgetful")
    class That_is_not_kept {
        @Parameter(0)
        private Jdk jdk;

        @Parameter(1)
        private String slf4j;

        @Test
        void gives_no_lead() {
            start(jdk, Optional.of(slf4j));
            jvm.obey("handle ann");
            jvm.obey("handle bob");
            assertOnlyTheLeadIsMissed(2);
        }
    }

    @Nested
    class Of_an_application_without_SLF4J {
        @Test
        void gives_no_lead() {
            start(Jdk.own(), Optional.empty());
            jvm.obey("handle -");
            jvm.obey("loaderless -");
            assertOnlyTheLeadIsMissed(2);
        }
    }
}

package io.phase3.monitor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.explain.Report;
import io.phase3.agent.explain.ReportJson;
import io.phase3.monitor.check.classpath.JarBuilder;
import io.phase3.monitor.check.sample.Deals;
import io.phase3.monitor.check.sample.LeadMessage;
import io.phase3.monitor.check.sample.LeadSocket;
import io.phase3.monitor.check.sample.Office;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as it is shipped: out of its one jar, in the locales of servers, and asking the agent as it is shipped. */
class CheckIT {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Path MONITOR = Path.of("target/phase3-monitor.jar").toAbsolutePath();
    private static final Path AGENT =
            Path.of("../agent/target/phase3-agent.jar").toAbsolutePath();

    @TempDir
    private static Path folder;

    private record Outcome(int code, String out, String err) {}

    @BeforeAll
    static void build() throws Exception {
        new JarBuilder()
                .with(LeadSocket.class)
                .with(LeadMessage.class)
                .with(Office.class)
                .with(Deals.class)
                .with(Deals.Desk.class)
                .with(Deals.Sale.class)
                .with(Deals.Deal.class)
                .writeTo(folder.resolve("office.jar"));
        Files.writeString(folder.resolve("phase3.conf"), """
                phase3.exporter.port = 0
                phase3.rules {
                  lead-updates {
                    kind    = websocket
                    methods = ["io.phase3.monitor.check.sample.LeadSocket.onMesage(..)"]
                    feature = realtime_intelligence
                  }
                  sale-closed {
                    kind    = conversion
                    methods = ["io.phase3.monitor.check.sample.Deals+.close(..)"]
                    lead    = "arg0.leadId"
                    id      = "result.dealId"
                    revenue = "arg0.price * 0.03"
                  }
                }
                """);
    }

    @Test
    void writesAsciiWhereTheLocaleHasNothingElse() throws Exception {
        Outcome outcome = check("C", "--classpath", "office.jar");

        assertThat(outcome.code()).isOne();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .contains("named 'onMesage' - did you mean", "2 rules, 1 finds 1 method in 7 classes")
                .doesNotContain(" ? ")
                .matches("[\\n\\r -~]+");
        assertFits(outcome);
    }

    @Test
    void writesDashesWhereTheLocaleHasThem() throws Exception {
        Outcome outcome = check("C.UTF-8", "--all", "--classpath", "office.jar");

        assertThat(outcome.code()).isOne();
        assertThat(outcome.out()).contains("named 'onMesage' – did you mean");
        assertFits(outcome);
    }

    @Test
    void explainsItsOptionsAndItsErrorsInPlainAscii() throws Exception {
        Outcome help = check("C", "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("--classpath", "--pid").matches("[\\n\\r -~]+");
        assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);

        Outcome wrong = check("C", "--classpath", "ofice.jar");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("'ofice.jar' does not exist - did you mean 'office.jar'?");
    }

    /** What is only looked at and what runs are judged by one code: this is the proof. */
    @Test
    void hearsTheSameFromAnAgentThatRuns() throws Exception {
        List<String> command = List.of(
                JAVA.toString(), "-javaagent:" + AGENT + "=phase3.conf", "-cp", "office.jar", Office.class.getName());
        Process office = start(command, "C");
        try (BufferedReader out = office.inputReader()) {
            assertThat(out.readLine()).isEqualTo("open");

            Outcome running = check("C", "--pid", Long.toString(office.pid()), "--json");
            assertThat(running.err()).isEmpty();
            assertThat(running.code()).isOne();
            assertThat(found(running)).isEqualTo(found(check("C", "--classpath", "office.jar", "--json")));
        } finally {
            office.destroyForcibly().waitFor();
        }
    }

    /** Per rule its methods with the types of its expressions, or the codes of what is wrong. */
    private static List<String> found(Outcome outcome) {
        assertThat(outcome.out().lines()).hasSize(1);
        Report report = ReportJson.read(outcome.out());
        List<String> found = new ArrayList<>();
        report.rules().stream().filter(rule -> !rule.builtIn()).forEach(rule -> {
            rule.methods()
                    .forEach(method -> method.values()
                            .forEach((key, value) -> found.add(rule.name()
                                    + ' '
                                    + method.method()
                                    + ' '
                                    + key
                                    + ' '
                                    + value.type()
                                    + method.woven())));
            rule.findings().forEach(finding -> found.add(rule.name() + ' ' + finding.code()));
            rule.candidates().forEach(candidate -> found.add(rule.name() + ' ' + candidate.method()));
        });
        assertThat(found).hasSizeGreaterThan(4);
        return found;
    }

    private static void assertFits(Outcome outcome) {
        assertThat(outcome.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
    }

    private static Outcome check(String locale, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                JAVA.toString(),
                "-Dphase3.home=" + Path.of("..").toAbsolutePath(),
                "-jar",
                MONITOR.toString(),
                "check"));
        command.addAll(List.of(arguments));
        Process process = start(command, locale);
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), out, err);
    }

    private static Process start(List<String> command, String locale) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("LC_ALL", locale);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start();
    }
}

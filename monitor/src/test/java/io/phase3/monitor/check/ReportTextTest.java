package io.phase3.monitor.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.explain.Candidate;
import io.phase3.agent.explain.Finding;
import io.phase3.agent.explain.Finding.Severity;
import io.phase3.agent.explain.MethodReport;
import io.phase3.agent.explain.MethodReport.Value;
import io.phase3.agent.explain.Report;
import io.phase3.agent.explain.RuleReport;
import io.phase3.monitor.terminal.Symbols;
import io.phase3.monitor.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class ReportTextTest {
    private static final Terminal PLAIN =
            Terminal.plain(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()));

    @Test
    void showsARuleWithItsMethodsAndWhatTheirExpressionsGive() {
        RuleReport rule = rule(
                "sale-closed",
                List.of(
                        method("com.acme.Desk.close(Sale)", "app.jar"),
                        method("com.acme.LuxuryDesk.close(Sale)", "app.jar"),
                        method("com.acme.Kiosk.close(Sale)", "kiosk.jar")),
                List.of());

        assertThat(text(new Report(9_812, List.of(rule), List.of()))).isEqualTo("""
                sale-closed  conversion                                         phase3.conf: 14
                  feature  ai_coaching
                  metric   phase3_conversion_duration_seconds{feature, outcome}
                  com.acme.Desk.close(Sale)
                  com.acme.LuxuryDesk.close(Sale)
                      lead     arg0.leadId -> text
                      revenue  arg0.price * 0.03 -> number (BigDecimal)
                      async    when the stage completes
                      in       app.jar
                  com.acme.Kiosk.close(Sale)
                      lead     arg0.leadId -> text
                      revenue  arg0.price * 0.03 -> number (BigDecimal)
                      async    when the stage completes
                      in       kiosk.jar

                1 rule finds 3 methods in 9,812 classes (1.3 s)
                """);
    }

    @Test
    void showsFirstWhatIsWrongAndMarksWhereAPatternSaysNo() {
        RuleReport silent = new RuleReport(
                "lead-updates",
                "phase3.conf: 20",
                false,
                "websocket",
                Optional.empty(),
                "phase3_websocket_latency_seconds",
                List.of(),
                List.of("com.acme.leads.LeadSocket.onMesage(String, ..)"),
                List.of(),
                List.of(new Candidate(
                        "com.acme.leads.LeadSocket.onMessage(String)",
                        "com.acme.leads.LeadSocket.onMesage(String, ..)",
                        "onMesage",
                        "its name is 'onMessage'")),
                List.of(new Finding(Severity.ERROR, "no-match", "phase3.conf: 20", "matches nothing – a typo?")));
        RuleReport sound = rule("sale-closed", List.of(method("com.acme.Desk.close(Sale)", "")), List.of());

        String text = text(new Report(
                2,
                List.of(sound, silent),
                List.of(new Finding(Severity.ERROR, "configuration", "phase3.conf: 3", "unknown key 'prot'"))));

        assertThat(text).startsWith("""
                error: phase3.conf: 3: unknown key 'prot'

                lead-updates  websocket                                         phase3.conf: 20
                  metric  phase3_websocket_latency_seconds
                  error: matches nothing - a typo?
                  near miss: com.acme.leads.LeadSocket.onMessage(String)
                      com.acme.leads.LeadSocket.onMesage(String, ..)
                                                ^^^^^^^^ its name is 'onMessage'

                sale-closed  conversion""").endsWith("""
                2 rules, 1 finds 1 method in 2 classes (1.3 s); 1 finds nothing: lead-updates;
                    2 errors
                """);
    }

    @Test
    void cutsTheSurroundingsOfAPartThatSaysNoInALongPattern() {
        String pattern = "@com.acme.measurements.Measured public * com.acme.estate.neighborhoods.services..*Service"
                + ".lookUpTheNeighborhood(com.acme.estate.neighborhoods.Neighborhood, ..)";
        RuleReport silent = new RuleReport(
                "look-up",
                "phase3.conf: 20",
                false,
                "timed",
                Optional.empty(),
                "m",
                List.of(),
                List.of(pattern),
                List.of(),
                List.of(new Candidate(
                        "com.acme.Search.lookUp(Neighborhood)",
                        pattern,
                        "lookUpTheNeighborhood",
                        "the method is named 'lookUp', and what it does is something else altogether")),
                List.of());

        assertThat(text(new Report(2, List.of(silent), List.of()))).contains("""
                      ...ods.services..*Service.lookUpTheNeighborhood(com.acme.estate.neighb...
                                                ^^^^^^^^^^^^^^^^^^^^^
                      the method is named 'lookUp', and what it does is something else
                """);
    }

    @Test
    void leavesOutWhatNobodyWouldReadUnlessAll() {
        List<MethodReport> methods = IntStream.range(0, 40)
                .mapToObj(i -> method("com.acme.Desk.close" + i + "(Sale)", ""))
                .toList();
        List<Finding> findings = IntStream.range(0, 12)
                .mapToObj(i -> new Finding(Severity.WARNING, "class-failed", "class path", "broken " + i))
                .toList();
        RuleReport builtIn = new RuleReport(
                "anthropic",
                "frameworks.conf: 7",
                true,
                "llm",
                Optional.empty(),
                "phase3_llm_tokens_total",
                List.of(),
                List.of(),
                methods.subList(0, 2),
                List.of(),
                List.of());
        Report report = new Report(1, List.of(rule("sale-closed", methods, List.of()), builtIn), findings);

        assertThat(text(report))
                .contains("broken 4", "and 7 more: class-failed (--all)")
                .doesNotContain("broken 5")
                .contains("close11(Sale)", "and 28 more methods (--all)")
                .doesNotContain("close12(Sale)")
                .contains("Built-in rules  find  metric", "  anthropic        2  phase3_llm_tokens_total");
        assertThat(String.join("\n", new ReportText(PLAIN, true).lines(report, Duration.ZERO)))
                .contains("broken 11", "close39(Sale)", "anthropic  llm")
                .doesNotContain("--all");
    }

    @Test
    void breaksLongLinesWhereAReaderExpectsIt() {
        String name = "com.acme.estate.neighborhoods.census.internal.repositories.NeighborhoodCensusRepository"
                + ".findAllByBoundingBoxAndYearOrderedByDistance";
        String text = text(new Report(
                1, List.of(rule("r", List.of(method(name + "(BoundingBox, int)", "")), List.of())), List.of()));

        assertThat(text).contains("""
                  com.acme.estate.neighborhoods.census.internal.repositories.
                      NeighborhoodCensusRepository.
                      findAllByBoundingBoxAndYearOrderedByDistance(BoundingBox, int)
                """);
    }

    @Test
    void saysWhatThereIsWithoutRules() {
        assertThat(text(new Report(1, List.of(), List.of())))
                .isEqualTo("no rules find no methods in 1 class (1.3 s)\n");
    }

    @Test
    void writesColoursAndDashesWhereTheTerminalHasThem() {
        Terminal rich = new Terminal(PLAIN.out(), PLAIN.err(), true, Ansi.ON, Symbols.UNICODE);
        Report report = new Report(
                1, List.of(), List.of(new Finding(Severity.ERROR, "configuration", "phase3.conf", "a – b …")));

        assertThat(new ReportText(rich, false).lines(report, Duration.ZERO).get(0))
                .contains("\u001b[1m\u001b[31merror: ", "phase3.conf: a – b …");
    }

    private static String text(Report report) {
        List<String> lines = new ReportText(PLAIN, false).lines(report, Duration.ofMillis(1_312));
        assertThat(lines)
                .allSatisfy(line -> assertThat(line)
                        .hasSizeLessThanOrEqualTo(79)
                        .isEqualTo(line.stripTrailing())
                        .matches("[ -~]*"));
        return String.join("\n", lines) + "\n";
    }

    private static RuleReport rule(String name, List<MethodReport> methods, List<Finding> findings) {
        return new RuleReport(
                name,
                "phase3.conf: 14",
                false,
                "conversion",
                Optional.of("ai_coaching"),
                "phase3_conversion_duration_seconds",
                List.of("feature", "outcome"),
                List.of("com.acme.Desk+.close(..)"),
                methods,
                List.of(),
                findings);
    }

    private static MethodReport method(String name, String location) {
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("lead", new Value("arg0.leadId", "text (java.lang.String)"));
        values.put("revenue", new Value("arg0.price * 0.03", "number (java.math.BigDecimal)"));
        return new MethodReport(name, location, Optional.of("when the stage completes"), values, true);
    }
}

package io.phase3.monitor.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.monitor.prometheus.Scrape;
import io.phase3.monitor.terminal.Symbols;
import io.phase3.monitor.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class SummaryTableTest {

    private final PrintWriter nowhere = new PrintWriter(new StringWriter());
    private final Summary summary = Summary.of(CannedScrape.scrape(), Duration.ofSeconds(10));
    private final List<String> lines = new SummaryTable(Terminal.plain(nowhere, nowhere)).lines(summary);

    @Test
    void hasARowForEachKind() {
        assertThat(lines)
                .contains(
                        "realtime_intelligence websocket     100    10.0   25 ms 62.5 ms   50 ms   80.0%",
                        "property_intelligence vision          7     0.7    60 s    60 s   1.5 s  100.0%",
                        "sales                 conversion      2     0.2  250 ms  475 ms       -  100.0%");
    }

    @Test
    void addsMoneyUp() {
        assertThat(lines)
                .contains(
                        "2 conversions         touches       revenue      refunds           net API cost",
                        "ai_coaching                 0         $0.00        $0.00         $0.00        -",
                        "property_intelligence       -             -            -             -  $0.3000",
                        "realtime_intelligence      70     $1,000.50      $200.10       $800.40        -",
                        "unattributed                -       $200.25        $0.00       $200.25        -",
                        "together                   70     $1,200.75      $200.10     $1,000.65  $0.3000");
    }

    @Test
    void saysWhatNeedsAttention() {
        assertThat(lines)
                .contains(
                        "p95 above target: websocket, vision (critical)",
                        "rules that match no method: renamed-method",
                        "touches and conversions that cannot count: duplicate 2",
                        "agent errors: expression 3");
    }

    @Test
    void fitsIntoEightyColumnsOfAscii() {
        assertThat(lines)
                .allMatch(line -> line.length() < 80)
                .allMatch(line -> StandardCharsets.US_ASCII.newEncoder().canEncode(line));
    }

    @Test
    void coloursOnlyTheP95ByItsStanding() {
        Terminal colourful = new Terminal(nowhere, nowhere, true, Ansi.ON, Symbols.UNICODE);

        assertThat(new SummaryTable(colourful).lines(summary))
                .anySatisfy(line -> assertThat(line).contains("websocket", "\u001b[33m 62.5 ms"))
                .anySatisfy(line -> assertThat(line).contains("vision", " 0.7    60 s\u001b[31m    60 s"))
                .anySatisfy(line -> assertThat(line).contains("churn", "\u001b[32m  28.5 s"));
    }

    @Test
    void saysTheStateOfTheRunInOneLine() {
        String line = new SummaryTable(Terminal.plain(nowhere, nowhere)).line(summary);

        assertThat(line).isEqualTo("     10 s  116 calls (11.6/s), 5 of 5 kinds, 2 conversions, $1,200.75");
    }

    @Test
    void leavesMoneyOutWhereTheAgentHasNone() {
        Summary empty = Summary.of(new Scrape(List.of()), Duration.ZERO);

        assertThat(new SummaryTable(Terminal.plain(nowhere, nowhere)).lines(empty))
                .contains("not measured yet: websocket, vision, churn, coaching, conversion")
                .noneMatch(line -> line.contains("revenue") || line.contains("conversions"));
    }
}

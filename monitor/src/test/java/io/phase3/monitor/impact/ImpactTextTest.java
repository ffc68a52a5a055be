package io.phase3.monitor.impact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.monitor.terminal.Symbols;
import io.phase3.monitor.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class ImpactTextTest {
    private static final PrintWriter NOWHERE = new PrintWriter(Writer.nullWriter());
    private static final Terminal PLAIN = Terminal.plain(NOWHERE, NOWHERE);

    @Test
    void aDayInUnicode() throws IOException {
        assertThat(ImpactText.lines(ImpactReports.daily(), unicode(Ansi.OFF))).isEqualTo(golden("daily.txt"));
    }

    @Test
    void aWeekInAscii() throws IOException {
        assertThat(ImpactText.lines(ImpactReports.weekly(), PLAIN)).isEqualTo(golden("weekly-ascii.txt"));
    }

    @Test
    void aDayOfWhichNothingIsKnown() throws IOException {
        assertThat(ImpactText.lines(ImpactReports.empty(), unicode(Ansi.OFF))).isEqualTo(golden("empty.txt"));
    }

    @Test
    void oneFeatureAlone() throws IOException {
        assertThat(ImpactText.lines(ImpactReports.ofOneFeature(), PLAIN)).isEqualTo(golden("one-feature-ascii.txt"));
    }

    @Test
    void coloursChangeNothingElse() {
        List<String> coloured = ImpactText.lines(ImpactReports.daily(), unicode(Ansi.ON));

        assertThat(coloured).anyMatch(line -> line.contains("\u001b["));
        assertThat(coloured.stream().map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "")))
                .containsExactlyElementsOf(ImpactText.lines(ImpactReports.daily(), unicode(Ansi.OFF)));
    }

    @Test
    void whatIsWrittenForTheCLocaleIsAscii() {
        assertThat(String.join("", ImpactText.lines(ImpactReports.daily(), PLAIN)))
                .matches("\\p{ASCII}*");
    }

    @Property(tries = 300)
    void noNameLeavesThePageOrMovesTheCursor(@ForAll("names") String name) {
        for (String line : ImpactText.lines(ImpactReports.named(name), unicode(Ansi.OFF))) {
            assertThat(line.length()).isLessThanOrEqualTo(79);
            assertThat(line).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
        }
    }

    @Provide
    Arbitrary<String> names() {
        return HostileNames.any();
    }

    private static Terminal unicode(Ansi colours) {
        return new Terminal(NOWHERE, NOWHERE, true, colours, Symbols.UNICODE);
    }

    private static List<String> golden(String name) throws IOException {
        try (InputStream file = ImpactTextTest.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), UTF_8).lines().toList();
        }
    }
}

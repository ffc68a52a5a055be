package io.phase3.monitor.terminal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SymbolsTest {

    @Test
    void staysInAsciiWhereNothingElseCanBeEncoded() {
        assertThat(Symbols.of(US_ASCII)).isEqualTo(Symbols.ASCII);
    }

    @Test
    void usesUnicodeWhereItCanBeEncoded() {
        assertThat(Symbols.of(UTF_8)).isEqualTo(Symbols.UNICODE);
    }

    @Test
    void shortensToTheColumnsThereAre() {
        assertThat(Symbols.UNICODE.shortened("property_intelligence", 10)).isEqualTo("property_…");
        assertThat(Symbols.ASCII.shortened("property_intelligence", 10)).isEqualTo("propert...");
        assertThat(Symbols.ASCII.shortened("short", 5)).isEqualTo("short");
    }

    @Test
    void standInForWhatCannotBeWritten() {
        assertThat(Symbols.ASCII.written("a – b … ü")).isEqualTo("a - b ... ?");
        assertThat(Symbols.UNICODE.written("a – b … ü")).isEqualTo("a – b … ü");
    }
}

package io.phase3.monitor.impact;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Names that mean something to a spreadsheet, a browser, an XML parser or a terminal. */
final class HostileNames {
    private HostileNames() {}

    static Arbitrary<String> any() {
        Arbitrary<String> pieces = Arbitraries.frequencyOf(
                Tuple.of(
                        4, Arbitraries.of("=", "+", "-", "@", "\t", "\r", "\n", "\r\n", "\"", "'", ",", ";", " ", "|")),
                Tuple.of(4, Arbitraries.of("<", ">", "&", "&amp;", "</td>", "<script>", "]]>", "<!--", "\u0000")),
                Tuple.of(
                        2,
                        Arbitraries.of("\u001b[31m", "\u202e", "\u2028", "\uFF1D", "\ud800", "\ufffe", "\ud83d\ude00")),
                Tuple.of(4, Arbitraries.of("ai_coaching", "cmd", "1", "%s", "$1", "@|red x|@")),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(4)));
        return Combinators.combine(
                        pieces.list().ofMaxSize(12).map(list -> String.join("", list)),
                        Arbitraries.frequency(Tuple.of(9, 1), Tuple.of(1, 40)))
                .as(String::repeat);
    }
}

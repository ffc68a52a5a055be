package io.phase3.monitor.impact;

import static io.phase3.monitor.impact.Markup.tag;

import io.phase3.monitor.impact.ImpactReport.Standing;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How a page looks that is read in a mail: with a look on every element, because Gmail drops style sheets, and with one on top for
 * dark screens and for paper, where there is one.
 *
 * <p>Bars are cells of tables with a background: the one kind of chart that no mail program drops.
 */
final class Look {
    private static final String FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";
    private static final String INK = "color:#111827;";
    private static final String SOFT = "color:#4b5563;";
    private static final String TABLE = "border-collapse:collapse;width:100%;" + FONT;

    private static final String STYLE_SHEET = """
            body { -webkit-text-size-adjust: 100%; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
            @media (prefers-color-scheme: dark) {
              .page { background: #0b1120 !important; }
              .paper { background: #111827 !important; }
              .card { background: #1f2937 !important; border-color: #374151 !important; }
              .ink { color: #f9fafb !important; }
              .soft { color: #cbd5e1 !important; }
              .line { border-color: #374151 !important; }
              .rail { background: #374151 !important; }
            }
            @media (max-width: 480px) {
              .room { padding-left: 14px !important; padding-right: 14px !important; }
              .card { padding: 10px !important; }
              .amount { font-size: 18px !important; }
            }
            @media print {
              .page, .paper { background: #ffffff !important; }
              tr { page-break-inside: avoid; }
            }
            """;

    private Look() {}

    static Markup styleSheet() {
        return tag("style").of(new Markup(STYLE_SHEET));
    }

    /** The page with everything on it, 680 pixels wide where there is room. */
    static Markup body(String summary, Markup... content) {
        Markup preheader = tag("div")
                .with("style", "display:none;max-height:0;overflow:hidden;mso-hide:all;")
                .of(summary);
        Markup paper = layout("paper", "max-width:680px;margin:0 auto;background:#ffffff;")
                .of(row(cell("", "padding:0 0 16px;").of(content)));
        return tag("body")
                .with("class", "page")
                .with("style", "margin:0;padding:0;background:#e5e7eb;" + FONT)
                .of(
                        preheader,
                        layout("page", "background:#e5e7eb;")
                                .of(row(cell("", "padding:16px 8px;")
                                        .with("align", "center")
                                        .of(paper))));
    }

    /** The head of the page, white on dark. */
    static Markup banner(String above, String title, String below) {
        String dark = "background:#111827;";
        return layout("", dark)
                .of(row(cell("room", dark + "padding:24px 24px 20px;")
                        .of(
                                paragraph("color:#cbd5e1;font-size:12px;letter-spacing:1px;", above),
                                tag("h1")
                                        .with(
                                                "style",
                                                "margin:4px 0;font-size:24px;line-height:30px;font-weight:700;color:#ffffff;")
                                        .of(title),
                                paragraph("color:#cbd5e1;font-size:13px;line-height:19px;", below))));
    }

    private static Markup paragraph(String style, String text) {
        return tag("p").with("style", "margin:0;" + style).of(text);
    }

    /** A part of the page with a heading. */
    static Markup section(String heading, Markup... content) {
        return tag("div")
                .with("class", "room")
                .with("style", "padding:20px 24px 8px;")
                .of(
                        tag("h2")
                                .with("class", "ink")
                                .with("style", "margin:0 0 8px;font-size:16px;line-height:22px;font-weight:700;" + INK)
                                .of(heading),
                        Markup.all(List.of(content)));
    }

    /** A table of figures, with the heads of its columns; the first stands left, the others right. */
    static Markup table(List<String> heads, List<Markup> rows) {
        List<Markup> cells = heads.stream()
                .map(head -> tag("th")
                        .with("scope", "col")
                        .with("class", "soft line")
                        .with("align", head.equals(heads.get(0)) ? "left" : "right")
                        .with(
                                "style",
                                "padding:8px 0 4px " + (head.equals(heads.get(0)) ? 0 : 10)
                                        + "px;border-bottom:1px solid #d1d5db;font-size:12px;line-height:16px;"
                                        + "font-weight:600;" + SOFT)
                        .of(head))
                .toList();
        return tag("table")
                .with("style", TABLE)
                .of(
                        tag("thead").of(row(cells.toArray(Markup[]::new))),
                        tag("tbody").of(rows));
    }

    static Markup row(Markup... cells) {
        return tag("tr").of(cells);
    }

    /** What a row of figures is about. */
    static Markup rowHead(Markup... content) {
        return tag("th")
                .with("scope", "row")
                .with("align", "left")
                .with("valign", "top")
                .with("class", "ink line")
                .with(
                        "style",
                        "padding:8px 0;border-bottom:1px solid #e5e7eb;font-size:14px;line-height:19px;font-weight:600;"
                                + "word-break:break-word;" + INK)
                .of(content);
    }

    /** A figure in a row. */
    static Markup figure(Markup... content) {
        return tag("td")
                .with("align", "right")
                .with("valign", "top")
                .with("class", "ink line")
                .with(
                        "style",
                        "padding:8px 0 8px 10px;border-bottom:1px solid #e5e7eb;font-size:14px;line-height:19px;" + INK)
                .of(content);
    }

    static Markup strong(String text) {
        return tag("strong").with("style", "white-space:nowrap;").of(text);
    }

    /** A line in small print. */
    static Markup small(String text) {
        return tag("div")
                .with("class", "soft")
                .with("style", "font-size:12px;line-height:17px;font-weight:400;" + SOFT)
                .of(text);
    }

    /** One of the figures that matter most, with what explains it in small print. */
    static Markup card(String label, String figure, Markup... explanation) {
        return tag("td")
                .with("width", "50%")
                .with("valign", "top")
                .with("class", "card")
                .with("style", "width:50%;padding:12px 14px;background:#f9fafb;border:1px solid #e5e7eb;")
                .of(
                        small(label),
                        tag("div")
                                .with("class", "ink amount")
                                .with(
                                        "style",
                                        "font-size:20px;line-height:30px;font-weight:700;word-break:break-word;" + INK)
                                .of(figure),
                        Markup.all(List.of(explanation)));
    }

    /** Cards, two in a row. */
    static Markup cards(Markup... cards) {
        List<Markup> pairs = IntStream.range(0, cards.length / 2)
                .mapToObj(pair -> row(cards[2 * pair], cards[2 * pair + 1]))
                .toList();
        return layout("", "").of(pairs);
    }

    /** A word on a ground of its colour, for those who see it; the word says it all. */
    private static Markup badge(String word, String colours) {
        return tag("span")
                .with(
                        "style",
                        "display:inline-block;padding:1px 8px;border-radius:9px;font-size:12px;line-height:17px;"
                                + "font-weight:600;white-space:nowrap;" + colours)
                .of(word);
    }

    static Markup badge(Standing standing) {
        return switch (standing) {
            case BELOW -> badge("below range", "background:#fee2e2;color:#991b1b;");
            case ON_TRACK -> badge("on track", "background:#dcfce7;color:#14532d;");
            case ABOVE -> badge("above range", "background:#dbeafe;color:#1e3a8a;");
        };
    }

    static Markup badge(Optional<Boolean> met) {
        return met.map(is -> is
                        ? badge("met", "background:#dcfce7;color:#14532d;")
                        : badge("missed", "background:#fee2e2;color:#991b1b;"))
                .orElseGet(() -> badge("no data", "background:#e5e7eb;color:#374151;"));
    }

    /** A bar of this many hundredths of the width there is. */
    static Markup bar(int hundredths) {
        Markup filled = segment(hundredths, "", "#2563eb", 12);
        Markup rest = segment(100 - hundredths, "rail", "#e5e7eb", 12);
        return tag("div")
                .with("style", "padding:4px 0;")
                .of(chart(hundredths == 0 ? row(rest) : hundredths == 100 ? row(filled) : row(filled, rest)));
    }

    /** A range between what is below and above it, with a mark; all in hundredths of the width. */
    static Markup range(int low, int high, int mark) {
        int end = Math.max(3, Math.min(99, mark));
        Markup marker = tag("td")
                .with("width", end + "%")
                .with("align", "right")
                .with("class", "ink")
                .with("style", "padding:8px 0 0;font-size:12px;line-height:12px;" + INK)
                .of("\u25BC");
        Markup beyond = tag("td")
                .with("width", 100 - end + "%")
                .with("style", "padding:0;")
                .of("");
        Markup parts = row(
                segment(low, "", "#fca5a5", 10),
                segment(high - low, "", "#4ade80", 10),
                segment(100 - high, "", "#93c5fd", 10));
        return tag("div").with("style", "padding:0 0 4px;").of(chart(row(marker, beyond)), chart(parts));
    }

    private static Markup segment(int hundredths, String name, String colour, int height) {
        return tag("td")
                .with("width", hundredths + "%")
                .with("class", name)
                .with("bgcolor", colour)
                .with(
                        "style",
                        "padding:0;background:" + colour + ";height:" + height + "px;font-size:1px;line-height:"
                                + height + "px;")
                .of("\u00a0");
    }

    private static Markup chart(Markup row) {
        return layout("", "table-layout:fixed;").with("aria-hidden", "true").of(row);
    }

    /** Sentences, a point each. */
    static Markup list(List<String> sentences) {
        return tag("ul")
                .with("class", "soft")
                .with(
                        "style",
                        "margin:0;padding:0 0 0 18px;font-size:13px;line-height:19px;word-break:break-word;" + SOFT)
                .of(sentences.stream().map(each -> tag("li").of(each)).toList());
    }

    private static Markup.Tag cell(String name, String style) {
        return tag("td").with("class", name).with("style", style);
    }

    private static Markup.Tag layout(String name, String style) {
        return tag("table")
                .with("role", "presentation")
                .with("class", name)
                .with("width", "100%")
                .with("cellpadding", "0")
                .with("cellspacing", "0")
                .with("style", TABLE + style);
    }
}

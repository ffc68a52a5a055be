package io.phase3.monitor.impact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

class ImpactHtmlTest {
    /** Gmail clips a message there. */
    private static final int CLIPPED_AT = 102 * 1024;

    /** RFC 5322, section 2.1.1. */
    private static final int LONGEST_LINE = 998;

    private static final Set<String> ELEMENTS = Set.of(
            "html", "head", "meta", "title", "style", "body", "div", "table", "thead", "tbody", "tr", "th", "td", "h1",
            "h2", "p", "span", "strong", "ul", "li");
    private static final Set<String> ATTRIBUTES = Set.of(
            "lang",
            "charset",
            "name",
            "content",
            "class",
            "style",
            "role",
            "width",
            "cellpadding",
            "cellspacing",
            "align",
            "valign",
            "bgcolor",
            "scope",
            "aria-hidden");

    static Stream<ImpactReport> reports() {
        return Stream.of(
                ImpactReports.daily(),
                ImpactReports.weekly(),
                ImpactReports.empty(),
                ImpactReports.ofOneFeature(),
                ImpactReports.large());
    }

    @ParameterizedTest
    @MethodSource("reports")
    void nothingRunsAndNothingIsFetched(ImpactReport report) throws Exception {
        for (Element element : elements(ImpactHtml.of(report))) {
            assertThat(element.getTagName()).isIn(ELEMENTS);
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                assertThat(element.getAttributes().item(i).getNodeName()).isIn(ATTRIBUTES);
            }
        }
        assertThat(ImpactHtml.of(report)).doesNotContainIgnoringCase("url(").doesNotContain("@import");
    }

    @ParameterizedTest
    @MethodSource("reports")
    void aMailServerLeavesItAsItIs(ImpactReport report) {
        String page = ImpactHtml.of(report);

        assertThat(page).matches("\\p{ASCII}*").hasSizeLessThan(CLIPPED_AT);
        assertThat(page.lines()).allMatch(line -> line.length() <= LONGEST_LINE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$1,245.50",
                "$1,300.00",
                "$54.50",
                "12 conversions",
                "$454,607.50",
                "$265K\u2013440K",
                "above range",
                "12.3x",
                "target 5x",
                "$1,144.50",
                "after costs of $101.00",
                "1,342",
                "54.2",
                "67.3%",
                "$45.20",
                "$55.80",
                "$35.80",
                "realtime_intelligence",
                "$498.20",
                "40.0% of the revenue",
                "touched 9 conversions",
                "costs $35.80 \u00b7 net $337.85 \u00b7 ROI 24.9x",
                "projected $43,453.25 a year \u00b7 target $60K\u201390K",
                "unattributed",
                "9 of 11 targets met, 1 missed, 1 without data",
                "Websocket latency, 95 %",
                "at most 50 ms",
                "47.3 ms",
                "87.99%",
                "missed",
                "no data",
                "Sun 2026-01-04",
                "-$45.10",
                "19 conversions \u00b7 costs $101.00",
                "$4,146.80 in 7 days, $592.40 a day on average",
                "1,234 entries",
                "no experiment has run",
                "America/New_York",
                "as recorded"
            })
    void theFiguresOfTheReportAreOnIt(String figure) throws Exception {
        assertThat(root(ImpactHtml.of(ImpactReports.daily())).getTextContent()).contains(figure);
    }

    @ParameterizedTest
    @MethodSource("reports")
    void aTableHasHeadsAndAPageHasATitle(ImpactReport report) throws Exception {
        List<Element> elements = elements(ImpactHtml.of(report));

        assertThat(elements.get(0).getAttribute("lang")).isEqualTo("en");
        assertThat(elements)
                .filteredOn(element -> element.getTagName().equals("h1"))
                .hasSize(1);
        assertThat(elements)
                .filteredOn(element -> element.getTagName().equals("title"))
                .singleElement()
                .satisfies(title -> assertThat(title.getTextContent())
                        .contains(report.last().toString()));
        assertThat(elements)
                .filteredOn(element -> element.getTagName().equals("th"))
                .isNotEmpty()
                .allMatch(head -> Set.of("col", "row").contains(head.getAttribute("scope")));
        assertThat(elements)
                .filteredOn(element -> element.getTagName().equals("table"))
                .allMatch(table -> table.getAttribute("role").equals("presentation")
                        || table.getFirstChild().getNodeName().equals("thead"));
    }

    /** WCAG 2.1, success criterion 1.4.3. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void textStandsOutFromItsGround(boolean dark) throws Exception {
        Element page = root(ImpactHtml.of(ImpactReports.daily()));
        String styles = dark ? darkStyles(page) : "";
        List<Double> contrasts = new ArrayList<>();

        contrasts(page, styles, "#000000", "#ffffff", contrasts);

        assertThat(contrasts).hasSizeGreaterThan(100).allMatch(contrast -> contrast >= 4.5);
    }

    @Property(tries = 100)
    void noNameIsMarkup(@ForAll("names") String name) throws Exception {
        Element page = root(ImpactHtml.of(ImpactReports.named(name)));

        assertThat(elements(page).stream().map(Element::getTagName))
                .containsExactlyElementsOf(elements(ImpactHtml.of(ImpactReports.named("any"))).stream()
                        .map(Element::getTagName)
                        .toList());
        assertThat(page.getTextContent())
                .contains(name.replaceAll("[\\p{Cc}&&[^\\n\\t]]|\\p{Cf}|\\p{Cs}|\\p{Cn}", "\ufffd"));
    }

    @Provide
    Arbitrary<String> names() {
        return HostileNames.any();
    }

    private static void contrasts(Element element, String styles, String ink, String ground, List<Double> contrasts) {
        String style = element.getAttribute("style");
        for (String name : element.getAttribute("class").split(" ", -1)) {
            Matcher rule = Pattern.compile("\\." + name + " \\{(.*?)}").matcher(styles);
            style += !name.isEmpty() && rule.find() ? ';' + rule.group(1) : "";
        }
        if (style.contains("display:none")
                || element.getAttribute("aria-hidden").equals("true")) {
            return;
        }
        String own = last("(?:^|[; ])color: ?(#[0-9a-f]{6})", style, ink);
        String below = last("background: ?(#[0-9a-f]{6})", style, ground);
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                contrasts(inner, styles, own, below, contrasts);
            } else if (!child.getTextContent().isBlank()
                    && !Set.of("title", "style").contains(element.getTagName())) {
                contrasts.add(contrast(luminance(own), luminance(below)));
            }
        }
    }

    private static String last(String pattern, String style, String otherwise) {
        return Pattern.compile(pattern)
                .matcher(style)
                .results()
                .map(match -> match.group(1))
                .reduce((first, second) -> second)
                .orElse(otherwise);
    }

    private static String darkStyles(Element page) {
        String sheet = page.getElementsByTagName("style").item(0).getTextContent();
        return sheet.substring(sheet.indexOf("prefers-color-scheme: dark"), sheet.indexOf("@media (max-width"));
    }

    private static double contrast(double one, double other) {
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    private static double luminance(String colour) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8 & 255) + 0.0722 * linear(rgb & 255);
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.03928 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static List<Element> elements(String page) throws Exception {
        return elements(root(page));
    }

    private static List<Element> elements(Element root) {
        List<Element> elements = new ArrayList<>();
        elements.add(root);
        for (int i = 0; i < root.getElementsByTagName("*").getLength(); i++) {
            elements.add((Element) root.getElementsByTagName("*").item(i));
        }
        return elements;
    }

    /** An XML parser, unlike a browser, bears no mistake. */
    private static Element root(String page) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(page)))
                .getDocumentElement();
    }
}

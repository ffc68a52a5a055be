package io.phase3.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import io.phase3.agent.attribution.Rejection;
import io.phase3.agent.config.ConfigLoader;
import io.phase3.agent.config.Kind;
import io.phase3.agent.config.TokenType;
import io.phase3.agent.expression.Expression;
import io.phase3.agent.expression.ExpressionException;
import io.phase3.agent.metrics.HistogramFamily;
import io.phase3.agent.metrics.Metrics;
import io.phase3.agent.pattern.MethodPattern;
import io.phase3.agent.settings.Problem;
import io.prometheus.client.Collector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What README.md and docs/ show is what the agent does: each example, message, table and link. */
class DocumentationTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path directory;

    static List<Page> pages() throws IOException {
        List<Page> pages = new ArrayList<>();
        pages.add(Page.read(ROOT.resolve("README.md")));
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            for (Path file : files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                pages.add(Page.read(file));
            }
        }
        return pages;
    }

    private static Page rules() throws IOException {
        return Page.read(ROOT.resolve("docs/rules.md"));
    }

    /** Those of the agent; the exporter's configuration is another one, and has a test of its own in monitor/. */
    private static Stream<Block> blocks(String language) throws IOException {
        return pages().stream()
                .filter(page -> !page.file().endsWith("docs/exporter.md"))
                .flatMap(page -> page.blocks().stream())
                .filter(block -> block.language().equals(language));
    }

    /** What the agent says to the text as its configuration file, as it says it on standard error. */
    private String messagesFor(String conf) throws IOException {
        Files.writeString(directory.resolve("phase3.conf"), conf);
        List<Problem> problems =
                new ConfigLoader(null, Map.of(), Map.of(), directory).load().problems();
        return String.join(
                "\n", problems.stream().map(problem -> "[phase3] " + problem).toList());
    }

    @Nested
    class AnExample {
        static Stream<Block> right() throws IOException {
            return blocks("hocon");
        }

        static Stream<Block> wrong() throws IOException {
            return blocks("hocon-wrong");
        }

        @ParameterizedTest
        @MethodSource("right")
        void loadsWithoutAProblem(Block block) throws IOException {
            assertThat(messagesFor(block.text())).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("wrong")
        void ofAMistakeIsAnsweredAsShown(Block block) throws IOException {
            String messages = messagesFor(block.text());

            assertThat(messages).isNotEmpty();
            if (block.answer() != null) {
                assertThat(messages).isEqualTo(block.answer());
            }
        }

        @Test
        void toCopyLoadsWithoutAProblem() throws IOException {
            assertThat(messagesFor(Files.readString(ROOT.resolve("config/phase3.conf"))))
                    .isEmpty();
        }

        @Test
        void isThereForEachFence() throws IOException {
            assertThat(blocks("hocon")).isNotEmpty();
            assertThat(blocks("hocon-wrong")).isNotEmpty();
        }
    }

    @Nested
    class TheRuleReference {
        @Test
        void namesEveryKeyOfARule() throws IOException, ClassNotFoundException {
            List<String> keys = Arrays.stream(
                            Class.forName("io.phase3.agent.config.RuleKey").getEnumConstants())
                    .map(key -> ((Enum<?>) key).name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .toList();

            assertThat(keys).isNotEmpty();
            assertThat(codesOf(rules().table("key", "kinds"), 0)).containsExactlyInAnyOrderElementsOf(keys);
        }

        @Test
        void namesEverySettingOfMoneyAndItsBounds() throws IOException {
            Config defaults = ConfigFactory.parseResources("reference.conf").getConfig("phase3");
            Set<String> settings = new TreeSet<>(Set.of("attribution.exchange-rates", "llm.prices"));
            for (Map.Entry<String, ConfigValue> entry : defaults.entrySet()) {
                if (entry.getKey().matches("(attribution|bounds)\\..*")) {
                    settings.add(entry.getKey().replaceFirst("(\\.weights)\\..*", "$1"));
                }
            }

            assertThat(codesOf(rules().table("setting", "default"), 0)).containsExactlyInAnyOrderElementsOf(settings);
        }

        @Test
        void namesEveryKeyOfAPrice() throws IOException {
            String prices = rules().table("key", "value").stream()
                    .map(row -> row.get(0))
                    .reduce("", String::concat);

            assertThat(Arrays.stream(TokenType.values())
                            .map(type -> '`' + type.label().replace('_', '-') + '`'))
                    .isNotEmpty()
                    .allSatisfy(key -> assertThat(prices).contains(key));
        }

        @Test
        void saysWhyAConversionMayBeRejected() throws IOException {
            List<String> reasons =
                    Arrays.stream(Rejection.values()).map(Rejection::label).toList();

            assertThat(codesOf(rules().table("reason"), 0)).containsExactlyElementsOf(reasons);
        }

        @Test
        void namesEveryKind() throws IOException {
            assertThat(codesOf(rules().table("kind", "metric"), 0))
                    .containsExactlyElementsOf(Kind.byKeyword().keySet());
        }

        @Test
        void saysWhichMetricLabelsAndBucketsAKindHas() throws IOException {
            Metrics metrics = new Metrics(10);
            Map<String, HistogramFamily> families = new TreeMap<>(Map.of(
                    "websocket", metrics.websocket(),
                    "vision", metrics.vision(),
                    "churn", metrics.churn(),
                    "coaching", metrics.coaching(),
                    "conversion", metrics.conversion(),
                    "timed", metrics.operation()));

            for (List<String> row : rules().table("kind", "metric")) {
                HistogramFamily family = families.remove(code(row.get(0)));
                if (family != null) {
                    assertThat(row.subList(1, row.size())).isEqualTo(describe(family));
                }
            }
            assertThat(families).isEmpty();
        }

        /** Metric, labels and buckets as the table shows them. */
        private static List<String> describe(HistogramFamily family) {
            family.child("a", "b", "c");
            Collector.MetricFamilySamples samples = family.collect().get(0);
            List<String> labels = samples.samples.get(0).labelNames;
            List<String> bounds = samples.samples.stream()
                    .filter(sample -> sample.name.endsWith("_bucket"))
                    .map(sample -> Double.parseDouble(sample.labelValues.get(3).replace("+Inf", "Infinity")))
                    .filter(Double::isFinite)
                    .map(bound -> (bound == Math.rint(bound) ? "" + Math.round(bound) : "" + bound)
                            .replaceFirst("^0(?=\\.)", ""))
                    .toList();
            return List.of(
                    "`" + samples.name + "`",
                    String.join(", ", labels.subList(0, labels.size() - 1)),
                    String.join(" ", bounds));
        }

        @Test
        void showsPatternsThatArePatterns() throws IOException {
            List<String> patterns = codesOf(rules().table("pattern"), 0);

            assertThat(patterns)
                    .isNotEmpty()
                    .allSatisfy(
                            pattern -> assertThat(MethodPattern.parse(pattern)).isNotNull());
        }

        @Test
        void showsExpressionsThatAreExpressions() throws IOException {
            List<String> expressions = new ArrayList<>(codesOf(rules().table("expression", "gives"), 0));
            expressions.addAll(codesOf(rules().table("expression", "if `a` is absent"), 0));

            assertThat(expressions)
                    .hasSizeGreaterThan(10)
                    .allSatisfy(expression ->
                            assertThat(Expression.parse(expression)).isNotNull());
        }

        @Test
        void showsHowAnExpressionIsRefused() throws IOException {
            List<List<String>> refused = rules().table("refused", "message");

            assertThat(refused)
                    .isNotEmpty()
                    .allSatisfy(row -> assertThatThrownBy(() -> Expression.parse(code(row.get(0))))
                            .isInstanceOf(ExpressionException.class)
                            .hasMessage(row.get(1)));
        }

        private static List<String> codesOf(List<List<String>> table, int column) {
            return table.stream().map(row -> code(row.get(column))).toList();
        }

        private static String code(String cell) {
            assertThat(cell).startsWith("`").endsWith("`");
            return cell.substring(1, cell.length() - 1);
        }
    }

    @Nested
    class ALink {
        static Stream<Page> allPages() throws IOException {
            return pages().stream();
        }

        @ParameterizedTest
        @MethodSource("allPages")
        void leadsToAFileAndAHeadingThatExist(Page page) throws IOException {
            List<String> broken = new ArrayList<>();
            for (String link : page.links()) {
                int hash = link.indexOf('#');
                String path = hash < 0 ? link : link.substring(0, hash);
                Path target = path.isEmpty()
                        ? page.file()
                        : page.file().resolveSibling(path).normalize();
                boolean found = Files.exists(target)
                        && (hash < 0 || Page.read(target).headings().contains(link.substring(hash + 1)));
                if (!found) {
                    broken.add(link);
                }
            }

            assertThat(broken).isEmpty();
        }
    }

    /** A fenced block, and the {@code text} block that follows it at once, or null. */
    private record Block(Path file, int line, String language, String text, String answer) {
        @Override
        public String toString() {
            return ROOT.relativize(file) + ": " + line;
        }
    }

    /** A Markdown page: its lines outside of fences, and its fenced blocks. */
    private record Page(Path file, List<String> prose, List<Block> blocks) {
        private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
        private static final String FENCE = "```";

        static Page read(Path file) throws IOException {
            List<String> prose = new ArrayList<>();
            List<Block> blocks = new ArrayList<>();
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (!line.strip().startsWith(FENCE)) {
                    prose.add(line);
                    continue;
                }
                int start = i++;
                while (!lines.get(i).strip().equals(FENCE)) {
                    i++;
                }
                String language = line.strip().substring(FENCE.length());
                String text = String.join("\n", lines.subList(start + 1, i));
                blocks.add(new Block(file, start + 1, language, text, null));
            }
            return new Page(file, prose, withAnswers(blocks));
        }

        private static List<Block> withAnswers(List<Block> blocks) {
            List<Block> answered = new ArrayList<>();
            for (int i = 0; i < blocks.size(); i++) {
                Block block = blocks.get(i);
                boolean isAnswered =
                        i + 1 < blocks.size() && blocks.get(i + 1).language().equals("text");
                String answer = isAnswered ? blocks.get(i + 1).text() : null;
                answered.add(new Block(block.file, block.line, block.language, block.text, answer));
            }
            return answered;
        }

        /** The rows of the table whose header begins with these cells. */
        List<List<String>> table(String... header) {
            List<List<String>> rows = new ArrayList<>();
            boolean inside = false;
            for (String line : prose) {
                List<String> cells = cells(line);
                if (!inside) {
                    inside = cells.size() >= header.length
                            && cells.subList(0, header.length).equals(List.of(header));
                } else if (cells.isEmpty()) {
                    break;
                } else if (!cells.get(0).startsWith("---")) {
                    rows.add(cells);
                }
            }
            return rows;
        }

        private static List<String> cells(String line) {
            if (!line.startsWith("|")) {
                return List.of();
            }
            return Pattern.compile("(?<!\\\\)\\|")
                    .splitAsStream(line.substring(1))
                    .map(cell -> cell.strip().replace("\\|", "|"))
                    .toList();
        }

        /** Where the page's links within the repository lead. */
        List<String> links() {
            String text = String.join("\n", prose).replaceAll("`[^`\n]*`", "");
            return LINK.matcher(text)
                    .results()
                    .map((MatchResult link) -> Objects.requireNonNull(link.group(1)))
                    .filter(link -> !link.matches("[a-z]+:.*"))
                    .toList();
        }

        /** The headings as GitHub makes anchors of them. */
        List<String> headings() {
            return prose.stream()
                    .filter(line -> line.matches("#{1,6} .*"))
                    .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                    .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                    .toList();
        }

        @Override
        public String toString() {
            return ROOT.relativize(file).toString();
        }
    }
}

package io.phase3.monitor.dashboard;

import static io.phase3.monitor.programs.Program.PROMTOOL;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the panels of money show where exporters are two, infrastructure has no rows, days are missing, or all is young. */
class DashboardNumbersTest {
    private static final Path TESTS = Path.of("src/test/resources/io/phase3/monitor/dashboard/numbers.yml");
    private static final Pattern NAME = Pattern.compile("panel \\d+, query [A-Z]");

    @Test
    void areThoseOfTheLedger(@TempDir Path folder) throws Exception {
        Map<String, String> expressions =
                Dashboard.read().ofPanels().stream().collect(toMap(DashboardQuery::where, DashboardQuery::expression));
        String tests = NAME.matcher(Files.readString(TESTS))
                .replaceAll(name -> Matcher.quoteReplacement(
                        TextNode.valueOf(expressions.get(name.group())).toString()));
        Files.writeString(folder.resolve("numbers.yml"), tests);

        PROMTOOL.run(folder, "test", "rules", "numbers.yml").successfully();
    }
}

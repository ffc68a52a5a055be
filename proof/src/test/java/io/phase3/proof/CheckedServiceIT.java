package io.phase3.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code phase3 check} of the sample service and the rules that people start from, however the service is packed. */
class CheckedServiceIT {
    private static final Path HOME =
            Path.of(System.getProperty("phase3.home", "..")).toAbsolutePath().normalize();
    private static final Path TARGET = HOME.resolve("test-app/target");

    /** What the service's own classes extend and name; the other libraries are large. */
    private static final Pattern NEEDED = Pattern.compile("(jakarta|phase3|tyrus).*");

    @TempDir
    private static Path folder;

    private static JsonNode plain;

    private record Outcome(int code, JsonNode report) {}

    @BeforeAll
    static void look() throws Exception {
        Outcome outcome = check(TARGET.resolve("phase3-test-app.jar"));
        assertThat(outcome.code()).isZero();
        plain = outcome.report();
    }

    @Test
    void everyRuleOfTheSampleConfigurationFindsItsMethods() {
        List<String> rules = plain.path("rules").findValuesAsText("name");
        assertThat(rules).contains("photo-analysis", "sale-closed", "database-query", "@Phase3Conversion");
        assertThat(plain.path("rules"))
                .allSatisfy(rule ->
                        assertThat(rule.path("methods")).as(rule.toString()).isNotEmpty());
        assertThat(plain.path("findings")).as("findings").isEmpty();
        // Its manifest names its libraries.
        assertThat(plain.path("classes").asInt()).isGreaterThan(10_000);
    }

    @Test
    void aJarInTheMannerOfSpringBootIsNoDifferent() throws Exception {
        Path jar = pack("service.jar", "BOOT-INF/", true);

        assertThat(methods(check(jar).report())).isEqualTo(methods(plain));
    }

    @Test
    void norIsAWar() throws Exception {
        Path war = pack("service.war", "WEB-INF/", false);

        assertThat(methods(check(war).report())).isEqualTo(methods(plain));
    }

    @Test
    void annotationsAreReadWithoutTheLibraryThatDeclaresThem() throws Exception {
        Outcome outcome = check(TARGET.resolve("classes"));

        assertThat(outcome.code()).isZero();
        assertThat(outcome.report().path("rules").findValuesAsText("name"))
                .contains("photo-analysis", "@Phase3Timed", "@Phase3Conversion");
    }

    @Test
    void theGuideShowsWhatItSays() throws Exception {
        String guide = Files.readString(HOME.resolve("docs/check.md"));
        String wrong = block(guide, "hocon", 0);
        String right = wrong.replace("cloze", "close");
        assertThat(right).isNotEqualTo(wrong);

        assertThat(textOf(wrong)).contains(block(guide, "text", 0));
        assertThat(textOf(right)).contains(block(guide, "text", 1));
    }

    /** The nth block of the language in the page. */
    private static String block(String page, String language, int n) {
        return Pattern.compile("^```" + language + "\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(page)
                .results()
                .skip(n)
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private static String textOf(String configuration) throws Exception {
        Files.writeString(folder.resolve("phase3.conf"), configuration);
        Process process =
                start("--classpath", pack("service.jar", "BOOT-INF/", true).toString());
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isLessThan(2);
        return text;
    }

    /** The methods of all rules but the built-in ones, without where they come from. */
    private static List<String> methods(JsonNode report) {
        List<String> methods = new ArrayList<>();
        for (JsonNode rule : report.path("rules")) {
            if (!rule.path("builtIn").asBoolean()) {
                methods.add(rule.path("name").asText() + rule.path("methods").findValuesAsText("method"));
            }
        }
        assertThat(methods).hasSizeGreaterThan(20);
        return methods;
    }

    private static Path pack(String name, String root, boolean stored) throws IOException {
        Path archive = folder.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.setLevel(1);
            Path classes = TARGET.resolve("classes");
            for (Path file : files(classes)) {
                zip.putNextEntry(new ZipEntry(root + "classes/" + classes.relativize(file)));
                Files.copy(file, zip);
            }
            for (Path library : files(TARGET.resolve("lib"))) {
                if (!NEEDED.matcher(library.getFileName().toString()).matches()) {
                    continue;
                }
                ZipEntry entry = new ZipEntry(root + "lib/" + library.getFileName());
                if (stored) {
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(Files.size(library));
                    entry.setCrc(checksum(library));
                }
                zip.putNextEntry(entry);
                Files.copy(library, zip);
            }
        }
        return archive;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static long checksum(Path file) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(Files.readAllBytes(file));
        return checksum.getValue();
    }

    private static Outcome check(Path classPath) throws Exception {
        String rules = HOME.resolve("config/phase3.conf").toString();
        Process process = start("--json", "--config", rules, "--classpath", classPath.toString());
        JsonNode report = JsonMapper.builder().build().readTree(process.getInputStream());
        return new Outcome(process.waitFor(), report);
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-jar");
        command.add(HOME.resolve("monitor/target/phase3-monitor.jar").toString());
        command.add("check");
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }
}

package io.phase3.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar as it is shipped. */
class PackagedJarIT {

    @Test
    void knowsItsVersion() throws Exception {
        assertThat(output("--version")).matches("phase3 \\d+\\.\\d+\\.\\d+\\S*\\R");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "help demo"})
    void writesPlainAsciiIntoAPipeInTheCLocale(String arguments) throws Exception {
        assertThat(output(arguments.split(" "))).isNotEmpty().matches("[\\n\\r -~]+");
    }

    private static String output(String... arguments) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(java.toString(), "-jar", "target/phase3-monitor.jar");
        builder.command().addAll(List.of(arguments));
        builder.environment().put("LC_ALL", "C");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }
}

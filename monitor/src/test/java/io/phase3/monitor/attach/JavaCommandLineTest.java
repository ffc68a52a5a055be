package io.phase3.monitor.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaCommandLineTest {

    @ParameterizedTest
    @CsvSource({
        "/opt/jdk/bin/java -Xmx2g -jar /srv/app.jar --port 80, app.jar",
        "java -cp a.jar:b.jar -Dx=y com.acme.Main in out, com.acme.Main",
        "java --module-path mods --add-opens java.base/java.lang=ALL-UNNAMED -m com.acme/com.acme.Main, com.acme/com.acme.Main",
        "java --module=com.acme, com.acme",
        "java --add-opens=java.base/java.lang=ALL-UNNAMED --enable-preview /home/a/Script.java, Script.java",
        "java @options com.acme.Main, com.acme.Main",
        "java -javaagent:phase3-agent.jar=a.conf -jar app.jar, app.jar",
    })
    void findsWhatIsRun(String commandLine, String main) {
        assertThat(new JavaCommandLine(List.of(commandLine.split(" ", -1))).main())
                .contains(main);
    }

    @ParameterizedTest
    @CsvSource({"java", "java -version", "java -jar", "java -cp a.jar"})
    void saysNothingWhereNothingIsNamed(String commandLine) {
        assertThat(new JavaCommandLine(List.of(commandLine.split(" ", -1))).main())
                .isEmpty();
    }
}

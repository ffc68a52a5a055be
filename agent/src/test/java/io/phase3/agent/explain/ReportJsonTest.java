package io.phase3.agent.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportJsonTest {
    private static Report report(String text, boolean flag) {
        Finding finding = new Finding(Finding.Severity.WARNING, "overlap", "phase3.conf: 3", text);
        MethodReport method = new MethodReport(
                "com.acme.A.a()",
                text,
                Optional.of(text).filter(it -> flag),
                Map.of(text, new MethodReport.Value(text, "text")),
                flag);
        RuleReport rule = new RuleReport(
                text,
                "phase3.conf: 3",
                flag,
                "timed",
                Optional.of("x").filter(it -> flag),
                "m",
                List.of("feature", text),
                List.of(text),
                List.of(method),
                List.of(new Candidate("m", "p", "part", text)),
                List.of(finding));
        return new Report(7, List.of(rule), List.of(finding, finding));
    }

    @Property(tries = 200)
    void what_is_read_is_what_was_written(@ForAll String text, @ForAll boolean flag) {
        String json = ReportJson.write(report(text, flag));
        assertThat(json).doesNotContain("\n");
        Report read = ReportJson.read(json);
        assertThat(read).usingRecursiveComparison().isEqualTo(report(text, flag));
    }

    @Test
    void it_is_one_object() {
        assertThat(ReportJson.write(new Report(1, List.of(), List.of())))
                .isEqualTo("{\"good\":true,\"classes\":1,\"rules\":[],\"findings\":[]}");
    }

    @Test
    void members_that_a_newer_version_writes_are_skipped() {
        assertThat(ReportJson.read("{\"classes\":3,\"newer\":{\"a\":[1]},\"rules\":[],\"findings\":[]}")
                        .classes())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "null",
                "{}",
                "{\"classes\":1}",
                "{\"classes\":\"x\",\"rules\":[],\"findings\":[]}",
                "{\"classes\":1,\"rules\":[1],\"findings\":[]}",
                "{\"classes\":1,\"rules\":{},\"findings\":[]}",
                "{\"classes\":1,\"rules\":[],\"findings\":[{\"severity\":\"x\",\"code\":\"\",\"origin\":\"\",\"message\":\"\"}]}",
            })
    void what_is_no_report_is_refused(String json) {
        assertThatThrownBy(() -> ReportJson.read(json)).isInstanceOf(IllegalArgumentException.class);
    }
}

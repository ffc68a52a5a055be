package io.phase3.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.File;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {
    @Test
    void has_paths_with_spaces_and_signs() {
        Command command = Command.parse("@reload /tmp/a+reply%2B /etc/our%20caf%C3%A9.conf");
        assertThat(command.verb()).isEqualTo("reload");
        assertThat(command.replyFile()).isEqualTo(new File("/tmp/a reply+"));
        assertThat(command.argument()).contains("/etc/our café.conf");
    }

    @Test
    void needs_no_argument() {
        assertThat(Command.parse("@report /tmp/reply").argument()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@", "@report", "@report ", "report /tmp/reply", "@reload a b c", "@reload %zz"})
    void is_nothing_else(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Command.parse(text));
    }
}

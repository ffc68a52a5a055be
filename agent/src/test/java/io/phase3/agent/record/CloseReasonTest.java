package io.phase3.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloseReasonTest {
    @ParameterizedTest
    @CsvSource({
        "1000, normal",
        "1001, going_away",
        "1002, protocol_error",
        "1003, unsupported_data",
        "1005, no_status",
        "1006, abnormal",
        "1007, invalid_payload",
        "1008, policy_violation",
        "1009, message_too_big",
        "1010, missing_extension",
        "1011, internal_error",
        "1012, service_restart",
        "1013, try_again_later",
        "1014, bad_gateway",
        "1015, tls_handshake",
        "3000, application",
        "4999, application",
        "1004, other",
        "2999, other",
        "5000, other",
        "-1, other",
        "99999999999999999999, other",
        "kicked_out, kicked_out",
    })
    void has_a_word(String given, String word) {
        assertThat(CloseReason.of(given)).isEqualTo(word);
    }

    @Test
    void is_unknown_if_nobody_gives_one() {
        assertThat(CloseReason.of(null)).isEqualTo("unknown");
    }
}

package io.phase3.agent.record;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Words the close codes of websockets (RFC 6455 and IANA's registry), for the label {@code reason}. */
final class CloseReason {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+");
    private static final Pattern OF_APPLICATIONS = Pattern.compile("[34]\\d{3}");
    private static final Map<String, String> WORDS = words();

    private CloseReason() {}

    private static Map<String, String> words() {
        Map<String, String> words = new HashMap<>();
        words.put("1000", "normal");
        words.put("1001", "going_away");
        words.put("1002", "protocol_error");
        words.put("1003", "unsupported_data");
        words.put("1005", "no_status");
        words.put("1006", "abnormal");
        words.put("1007", "invalid_payload");
        words.put("1008", "policy_violation");
        words.put("1009", "message_too_big");
        words.put("1010", "missing_extension");
        words.put("1011", "internal_error");
        words.put("1012", "service_restart");
        words.put("1013", "try_again_later");
        words.put("1014", "bad_gateway");
        words.put("1015", "tls_handshake");
        return words;
    }

    /** @param given a close code or a word, which is taken as it is; null if nobody knows */
    static String of(String given) {
        if (given == null) {
            return TimedRecorder.ABSENT;
        }
        if (!NUMBER.matcher(given).matches()) {
            return given;
        }
        String word = WORDS.get(given);
        if (word != null) {
            return word;
        }
        return OF_APPLICATIONS.matcher(given).matches() ? "application" : "other";
    }
}

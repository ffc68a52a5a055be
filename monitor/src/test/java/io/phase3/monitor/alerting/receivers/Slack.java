package io.phase3.monitor.alerting.receivers;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import java.util.List;

/**
 * An incoming webhook of Slack: a message that follows
 * <a href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks">its guide</a> appears in a channel.
 */
public final class Slack extends LoopbackReceiver {
    private static final int MOST_ATTACHMENTS = 100;
    private static final int LONGEST_TEXT = 40_000;

    private Slack() {
        super("/services/T00000000/B00000000/secret");
    }

    public static Slack start() {
        return new Slack();
    }

    /** The messages of a channel. */
    public List<JsonNode> messages(String channel) {
        return accepted().stream()
                .filter(message -> message.path("channel").asText().equals(channel))
                .toList();
    }

    /** What people read of a message, from its title to its last line. */
    public static String text(JsonNode message) {
        StringBuilder text = new StringBuilder(message.path("text").asText());
        for (JsonNode attachment : message.path("attachments")) {
            text.append(attachment.path("title").asText()).append('\n');
            text.append(attachment.path("text").asText());
        }
        return text.toString();
    }

    @Override
    Answer answer(Headers headers, JsonNode message) {
        if (message.path("attachments").size() > MOST_ATTACHMENTS) {
            return Answer.text(400, "too_many_attachments");
        }
        if (text(message).isBlank() && message.path("blocks").isEmpty()) {
            return Answer.text(400, "no_text");
        }
        // The real one cuts the rest off without a word; here that is a mistake of the template.
        if (text(message).length() > LONGEST_TEXT) {
            return Answer.text(400, "msg_too_long");
        }
        return Answer.text(200, "ok");
    }

    @Override
    Answer answerToNonsense() {
        return Answer.text(400, "invalid_payload");
    }
}

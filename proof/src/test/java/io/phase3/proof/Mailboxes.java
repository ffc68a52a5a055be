package io.phase3.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What has reached PagerDuty, the channels of Slack and the dead man's switch. */
final class Mailboxes {
    private final Stack stack;

    Mailboxes(Stack stack) {
        this.stack = stack;
    }

    /** A message, and who got it. */
    record Message(String receiver, JsonNode text) {}

    /** All messages that name the alert, or its runbook. */
    List<Message> about(String alert) {
        Pattern name =
                Pattern.compile("#" + alert.toLowerCase(Locale.ROOT) + "(?![a-z0-9])|\"alertname\":\"" + alert + "\"");
        return all().filter(message -> name.matcher(message.text().toString()).find())
                .toList();
    }

    /** Who was told of the alert first. */
    Optional<String> receiverOf(String alert) {
        return about(alert).stream().map(Message::receiver).findFirst();
    }

    private Stream<Message> all() {
        return Stream.of(
                        stack.pagerDuty.triggered().stream().map(event -> new Message("PagerDuty", event)),
                        stack.slack.accepted().stream()
                                .map(message ->
                                        new Message(message.path("channel").asText(), message)),
                        stack.deadMansSwitch.accepted().stream().map(call -> new Message("dead man's switch", call)))
                .flatMap(messages -> messages);
    }
}

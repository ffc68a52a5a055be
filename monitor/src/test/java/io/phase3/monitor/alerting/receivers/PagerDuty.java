package io.phase3.monitor.alerting.receivers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * PagerDuty's Events API v2: an event with this routing key that follows
 * <a href="https://developer.pagerduty.com/api-reference/368ae3d938c9e-send-an-event-to-pager-duty">its reference</a>
 * opens or resolves an incident.
 */
public final class PagerDuty extends LoopbackReceiver {
    private static final int LONGEST_SUMMARY = 1024;
    private static final int LONGEST_DEDUPLICATION_KEY = 255;
    private static final int LENGTH_OF_A_ROUTING_KEY = 32;
    private static final Set<String> ACTIONS = Set.of("trigger", "acknowledge", "resolve");
    private static final Set<String> SEVERITIES = Set.of("critical", "error", "warning", "info");

    private final String routingKey;

    private PagerDuty(String routingKey) {
        super("/v2/enqueue");
        this.routingKey = routingKey;
    }

    /** Starts the PagerDuty of one service, whose routing key has 32 characters. */
    public static PagerDuty start(String routingKey) {
        return new PagerDuty(routingKey);
    }

    /** What opened or renewed an incident. */
    public List<JsonNode> triggered() {
        return withAction("trigger");
    }

    /** What ended one. */
    public List<JsonNode> resolved() {
        return withAction("resolve");
    }

    private List<JsonNode> withAction(String action) {
        return accepted().stream()
                .filter(event -> event.path("event_action").asText().equals(action))
                .toList();
    }

    @Override
    Answer answer(Headers headers, JsonNode event) {
        List<String> errors = errors(event);
        if (!errors.isEmpty()) {
            return invalid(errors);
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("status", "success").put("message", "Event processed");
        answer.set("dedup_key", event.get("dedup_key"));
        return Answer.json(202, answer.toString());
    }

    @Override
    Answer answerToNonsense() {
        return invalid(List.of("the event is no JSON object"));
    }

    private static Answer invalid(List<String> errors) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("status", "invalid event").put("message", "Event object is invalid");
        errors.forEach(answer.putArray("errors")::add);
        return Answer.json(400, answer.toString());
    }

    private List<String> errors(JsonNode event) {
        List<String> errors = new ArrayList<>();
        String key = event.path("routing_key").asText();
        if (key.length() != LENGTH_OF_A_ROUTING_KEY) {
            errors.add("Length of 'routing_key' is incorrect (should be 32 characters)");
        } else if (!key.equals(routingKey)) {
            errors.add("Invalid routing key");
        }
        String action = event.path("event_action").asText();
        if (!ACTIONS.contains(action)) {
            errors.add("'event_action' is missing or unknown");
        }
        String deduplication = event.path("dedup_key").asText();
        if (deduplication.length() > LONGEST_DEDUPLICATION_KEY) {
            errors.add("'dedup_key' is too long (maximum is 255 characters)");
        }
        if (deduplication.isEmpty() && !action.equals("trigger")) {
            errors.add("'dedup_key' is missing or blank");
        }
        if (action.equals("trigger")) {
            errors.addAll(errorsOfPayload(event.path("payload")));
        }
        event.path("links").forEach(link -> {
            if (link.path("href").asText().isEmpty()) {
                errors.add("'links.href' is missing or blank");
            }
        });
        return errors;
    }

    private static List<String> errorsOfPayload(JsonNode payload) {
        List<String> errors = new ArrayList<>();
        String summary = payload.path("summary").asText();
        if (summary.isBlank()) {
            errors.add("'payload.summary' is missing or blank");
        } else if (summary.length() > LONGEST_SUMMARY) {
            errors.add("'payload.summary' is too long (maximum is 1024 characters)");
        }
        if (payload.path("source").asText().isBlank()) {
            errors.add("'payload.source' is missing or blank");
        }
        if (!SEVERITIES.contains(payload.path("severity").asText())) {
            errors.add("'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error'"
                    + " or 'info')");
        }
        return errors;
    }
}

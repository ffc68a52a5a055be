package io.phase3.monitor.alerting.receivers;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;

/** Whom Alertmanager tells by its own webhook, with a bearer token: a dead man's switch, or the exporter. */
public final class Webhook extends LoopbackReceiver {
    private final String token;

    private Webhook(String path, String token) {
        super(path);
        this.token = token;
    }

    /** Starts one below a path that begins with a slash. */
    public static Webhook start(String path, String token) {
        return new Webhook(path, token);
    }

    @Override
    Answer answer(Headers headers, JsonNode notification) {
        if (!("Bearer " + token).equals(headers.getFirst("Authorization"))) {
            return Answer.text(401, "the token is wrong");
        }
        if (!notification.path("version").asText().equals("4")
                || notification.path("alerts").isEmpty()) {
            return Answer.text(400, "this is no notification of Alertmanager's version 4");
        }
        return Answer.text(200, "ok");
    }

    @Override
    Answer answerToNonsense() {
        return Answer.text(400, "this is no JSON object");
    }
}

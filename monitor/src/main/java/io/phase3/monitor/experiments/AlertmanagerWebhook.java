package io.phase3.monitor.experiments;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phase3.monitor.database.DatabaseException;
import io.phase3.monitor.http.Page;
import io.phase3.monitor.http.Request;
import io.phase3.monitor.http.Response;
import io.phase3.monitor.secret.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Rolls experiments back when Alertmanager says that they do harm. Of no state: a notification may come any number of times.
 */
public final class AlertmanagerWebhook implements Page {
    private static final String SCHEME = "Bearer ";

    private final Secret token;
    private final Rollback rollback;
    private final Consumer<String> messages;

    private AlertmanagerWebhook(Secret token, Rollback rollback, Consumer<String> messages) {
        this.token = token;
        this.rollback = rollback;
        this.messages = messages;
    }

    /**
     * The page, if there is a token that protects it.
     *
     * @param messages gets a line for each request that changed something or failed
     */
    public static Optional<Page> of(ExperimentSettings settings, Rollback rollback, Consumer<String> messages) {
        return settings.webhookToken().map(token -> new AlertmanagerWebhook(token, rollback, messages));
    }

    /** With 503 when the database is away, so that Alertmanager tries again. */
    @Override
    public Response answer(Request request) {
        if (!isAllowed(request.header("Authorization"))) {
            return error(401, "a bearer token is needed, the one of experiments.webhook-token-file")
                    .with("WWW-Authenticate", "Bearer realm=\"phase3\"");
        }
        try {
            return answer(AlertNotification.parse(request.body()));
        } catch (AlertNotification.MalformedException e) {
            return error(400, e.getMessage());
        } catch (DatabaseException e) {
            return error(503, e.getMessage());
        }
    }

    /** The comparison takes the same time wherever the two differ. */
    private boolean isAllowed(String authorization) {
        return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && Secret.of(authorization.substring(SCHEME.length()).trim()).equals(token);
    }

    private Response answer(AlertNotification notification) throws DatabaseException {
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        var requests = summary.putArray("requests");
        for (Map.Entry<String, String> reason : notification.reasons().entrySet()) {
            RollbackRequest request = new RollbackRequest(reason.getKey(), "alertmanager", reason.getValue(), true);
            RollbackResult result = roll(request);
            requests.addObject()
                    .put("experiment", request.experiment())
                    .put("outcome", result.outcome().keyword())
                    .put("subjects", result.subjects())
                    .put("detail", result.detail());
        }
        summary.put("ignored", notification.ignored());
        return Response.json(200, summary.toString());
    }

    private RollbackResult roll(RollbackRequest request) throws DatabaseException {
        String subject = "experiment '" + request.experiment() + "' ";
        try {
            RollbackResult result = rollback.request(request);
            if (result.outcome() != RollbackResult.Outcome.ALREADY_ROLLED_BACK) {
                messages.accept(subject + result.detail() + " (" + request.reason() + ")");
            }
            return result;
        } catch (DatabaseException e) {
            messages.accept(subject + "cannot be rolled back, Alertmanager is asked to try again: " + e.getMessage());
            throw e;
        }
    }

    private static Response error(int status, String message) {
        return Response.json(
                status,
                JsonNodeFactory.instance.objectNode().put("error", message).toString());
    }
}

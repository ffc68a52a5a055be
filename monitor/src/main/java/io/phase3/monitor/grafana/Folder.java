package io.phase3.monitor.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.phase3.monitor.grafana.GrafanaApi.Answer;
import java.io.IOException;
import java.util.Optional;

/**
 * A folder for dashboards.
 *
 * @param uid by which Grafana knows it; empty for the one that is always there
 */
public record Folder(String title, String uid, Change change) {
    /** What Grafana calls the folder of whatever is in none. */
    private static final String NONE = "General";

    private static final String UID = "[A-Za-z0-9_-]{1,40}";
    private static final int AT_ONCE = 1000;

    /** The folder with this title or uid; makes it if there is none. */
    static Folder ensure(GrafanaApi grafana, String name) throws IOException, InterruptedException {
        if (name.equals(NONE)) {
            return new Folder(NONE, "", Change.UNCHANGED);
        }
        Optional<Folder> byUid = name.matches(UID) ? byUid(grafana, name) : Optional.empty();
        Optional<Folder> found = byUid.isPresent() ? byUid : byTitle(grafana, name);
        return found.isPresent() ? found.get() : create(grafana, name);
    }

    private static Optional<Folder> byUid(GrafanaApi grafana, String uid) throws IOException, InterruptedException {
        Answer answer = grafana.get("api/folders/" + uid, "to see the folder '" + uid + "'", "Editor");
        return answer.isGood() ? Optional.of(of(answer.body(), Change.UNCHANGED)) : Optional.empty();
    }

    private static Optional<Folder> byTitle(GrafanaApi grafana, String title) throws IOException, InterruptedException {
        for (int page = 1; ; page++) {
            Answer answer =
                    grafana.get("api/folders?limit=" + AT_ONCE + "&page=" + page, "to see the folders", "Editor");
            if (!answer.isGood()) {
                throw new IOException("Grafana does not tell its folders: " + answer.words());
            }
            for (JsonNode folder : answer.body()) {
                if (folder.path("title").asText().equals(title)) {
                    return Optional.of(of(folder, Change.UNCHANGED));
                }
            }
            if (answer.body().size() < AT_ONCE) {
                return Optional.empty();
            }
        }
    }

    private static Folder create(GrafanaApi grafana, String title) throws IOException, InterruptedException {
        Answer answer = grafana.send(
                "POST",
                "api/folders",
                JsonNodeFactory.instance.objectNode().put("title", title),
                "to make the folder '" + title + "'",
                "Editor");
        if (!answer.isGood()) {
            throw new IOException("Grafana does not make the folder '" + title + "': " + answer.words());
        }
        return of(answer.body(), Change.CREATED);
    }

    private static Folder of(JsonNode folder, Change change) {
        return new Folder(folder.path("title").asText(), folder.path("uid").asText(), change);
    }
}

package io.phase3.monitor.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phase3.monitor.grafana.GrafanaApi.Answer;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * The dashboard as Grafana has it.
 *
 * @param address where people open it
 */
public record DeployedDashboard(String title, String uid, URI address, Change change) {
    /** What Grafana counts by itself. */
    private static final List<String> GRAFANAS_OWN = List.of("id", "version", "iteration");

    /** The dashboard in this folder, over this data source; saves it if it is not there like that. */
    static DeployedDashboard ensure(GrafanaApi grafana, ObjectNode shipped, Folder folder, DataSource dataSource)
            throws IOException, InterruptedException {
        ObjectNode dashboard = asking(dataSource, shipped);
        String uid = dashboard.path("uid").asText();
        Answer present = grafana.get("api/dashboards/uid/" + uid, "to see the dashboard", "Editor");
        if (present.status() == 404) {
            return save(grafana, dashboard, folder, Change.CREATED);
        }
        if (!present.isGood()) {
            throw new IOException("Grafana does not tell whether it has the dashboard: " + present.words());
        }
        JsonNode meta = present.body().path("meta");
        if (meta.path("provisioned").asBoolean()) {
            throw provisioned(dashboard, meta.path("provisionedExternalId").asText("a file"));
        }
        boolean isTheSame = ours(present.body().path("dashboard")).equals(ours(dashboard))
                && meta.path("folderUid").asText("").equals(folder.uid());
        return isTheSame
                ? of(grafana, dashboard, meta.path("url").asText(), Change.UNCHANGED)
                : save(grafana, dashboard, folder, Change.UPDATED);
    }

    /** Where there are several data sources, Grafana would choose its default one. */
    private static ObjectNode asking(DataSource dataSource, ObjectNode shipped) {
        ObjectNode dashboard = shipped.deepCopy();
        for (JsonNode variable : dashboard.path("templating").path("list")) {
            if (variable.path("type").asText().equals("datasource")) {
                ((ObjectNode) variable)
                        .putObject("current")
                        .put("selected", true)
                        .put("text", dataSource.name())
                        .put("value", dataSource.uid());
            }
        }
        return dashboard;
    }

    private static JsonNode ours(JsonNode dashboard) {
        return dashboard.isObject() ? ((ObjectNode) dashboard.deepCopy()).remove(GRAFANAS_OWN) : dashboard;
    }

    /** Overwrites what has its uid, and never another one that only has its title. */
    private static DeployedDashboard save(GrafanaApi grafana, ObjectNode dashboard, Folder folder, Change change)
            throws IOException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("dashboard", dashboard.deepCopy().putNull("id"));
        body.put("folderUid", folder.uid());
        body.put("overwrite", change == Change.UPDATED);
        body.put("message", "phase3 stack deploy-dashboards");
        Answer answer = grafana.send(
                "POST",
                "api/dashboards/db",
                body,
                "to save dashboards in the folder '" + folder.title() + "'",
                "Editor");
        if (answer.status() == 412 && answer.body().path("status").asText().equals("name-exists")) {
            throw new IOException("the folder '" + folder.title() + "' has another dashboard named '"
                    + dashboard.path("title").asText() + "': rename or remove that one, or give another --folder");
        }
        if (answer.status() == 400 && answer.body().path("message").asText().contains("provisioned")) {
            throw provisioned(dashboard, "a file");
        }
        if (!answer.isGood()) {
            throw new IOException("Grafana does not save the dashboard: " + answer.words());
        }
        return of(grafana, dashboard, answer.body().path("url").asText(), change);
    }

    private static IOException provisioned(JsonNode dashboard, String from) {
        return new IOException("the dashboard '" + dashboard.path("uid").asText() + "' is provisioned from " + from
                + ", so that Grafana lets nobody save it: renew that file (--provision DIR), or take it away first");
    }

    /** Grafana's addresses begin with its own path, if it knows that; a proxy may add one that it does not know. */
    private static DeployedDashboard of(GrafanaApi grafana, JsonNode dashboard, String url, Change change) {
        String path = url.startsWith(grafana.address().getPath())
                ? url
                : grafana.address().getPath() + url.replaceFirst("^/", "");
        return new DeployedDashboard(
                dashboard.path("title").asText(),
                dashboard.path("uid").asText(),
                grafana.address().resolve(path),
                change);
    }
}

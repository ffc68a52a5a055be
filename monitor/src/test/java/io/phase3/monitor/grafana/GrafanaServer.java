package io.phase3.monitor.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A server on loopback that speaks as much of Grafana's API as a deployment needs, as Grafana's reference has it, and refuses
 * whatever that does not have: fields, methods, paths, content types.
 */
public final class GrafanaServer implements AutoCloseable {
    private static final Set<String> FIELDS_OF_A_SAVE =
            Set.of("dashboard", "folderUid", "overwrite", "message", "folderId", "inputs");
    private static final Set<String> FIELDS_OF_A_FOLDER = Set.of("title", "uid", "parentUid", "description");
    private static final Set<String> FIELDS_OF_A_DATA_SOURCE = Set.of(
            "id",
            "uid",
            "orgId",
            "name",
            "type",
            "typeName",
            "access",
            "url",
            "user",
            "database",
            "basicAuth",
            "basicAuthUser",
            "isDefault",
            "jsonData",
            "secureJsonData",
            "readOnly");

    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;
    private final String path;
    private final List<ObjectNode> folders = new ArrayList<>();
    private final List<ObjectNode> dataSources = new ArrayList<>();
    private final Map<String, ObjectNode> dashboards = new LinkedHashMap<>();
    private final Map<String, String> folderOfDashboard = new LinkedHashMap<>();
    private final List<String> changes = new ArrayList<>();
    private ObjectNode health = json.createObjectNode().put("database", "ok").put("version", "11.6.1");
    private String authorization = "Bearer glsa_right";
    private String forbidden = "nothing";
    private String provisionedFrom = "";
    private boolean foldersAreHidden;

    /** @param path below which it is served, {@code ""} or such as {@code /grafana} */
    public GrafanaServer(String path) throws IOException {
        this.path = path;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** Each request that was to change something, as {@code METHOD path}. */
    public synchronized List<String> changes() {
        return List.copyOf(changes);
    }

    public synchronized JsonNode dashboard(String uid) {
        return dashboards.get(uid);
    }

    public synchronized String folderOf(String uid) {
        return folderOfDashboard.get(uid);
    }

    public synchronized List<JsonNode> dataSources() {
        return List.copyOf(dataSources);
    }

    public synchronized List<JsonNode> folders() {
        return List.copyOf(folders);
    }

    /** Whom it accepts from now on. */
    public synchronized void accept(String newAuthorization) {
        authorization = newAuthorization;
    }

    /** Which request the one who is accepted may not make, such as {@code POST /api/folders}. */
    public synchronized void forbid(String request) {
        forbidden = request;
    }

    /** What it says of itself. */
    public synchronized void health(String text) throws IOException {
        health = (ObjectNode) json.readTree(text);
    }

    /** There are folders that the one who is accepted may not see. */
    public synchronized void hideFolders() {
        foldersAreHidden = true;
    }

    /** Its dashboards come from this file from now on. */
    public synchronized void provisionFrom(String file) {
        provisionedFrom = file;
    }

    public synchronized void addDataSource(String text) throws IOException {
        dataSources.add((ObjectNode) json.readTree(text));
    }

    public synchronized void addFolder(String uid, String title) {
        folders.add(json.createObjectNode().put("uid", uid).put("title", title));
    }

    public synchronized void addDashboard(String uid, String title, String folder) {
        dashboards.put(
                uid, json.createObjectNode().put("uid", uid).put("title", title).put("version", 1));
        folderOfDashboard.put(uid, folder);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Reply reply = reply(exchange, body);
            byte[] bytes = json.writeValueAsBytes(reply.body());
            exchange.getResponseHeaders().add("Content-Type", "application/json; charset=UTF-8");
            // The JDK's server sends head and body apart; on a connection that stays, Nagle delays the body by 40 ms.
            exchange.getResponseHeaders().add("Connection", "close");
            exchange.sendResponseHeaders(reply.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private record Reply(int status, JsonNode body) {}

    private Reply reply(HttpExchange exchange, byte[] body) throws IOException {
        String whole = exchange.getRequestURI().getPath();
        if (!whole.startsWith(path + "/api/")) {
            return message(404, "Not found");
        }
        String request = exchange.getRequestMethod() + " " + whole.substring(path.length());
        if (request.equals("GET /api/health")) {
            return new Reply(health.path("database").asText().equals("ok") ? 200 : 503, health);
        }
        if (!authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return message(401, "Invalid API key");
        }
        if (request.startsWith(forbidden)) {
            return message(403, "You'll need additional permissions to perform this action. Permissions needed: x:y");
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            changes.add(request);
            if (!"application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
                return message(415, "Unsupported media type");
            }
        }
        String uid = whole.substring(whole.lastIndexOf('/') + 1);
        String kind = request.substring(0, request.lastIndexOf('/'));
        return switch (request) {
            case "GET /api/datasources" -> listOfDataSources();
            case "POST /api/datasources" -> makeDataSource(object(body));
            case "GET /api/folders" -> pageOfFolders(exchange.getRequestURI().getQuery());
            case "POST /api/folders" -> makeFolder(object(body));
            case "POST /api/dashboards/db" -> save(object(body));
            default ->
                switch (kind) {
                    case "GET /api/folders" -> folder(uid);
                    case "GET /api/dashboards/uid" -> dashboardPage(uid);
                    case "GET /api/datasources/uid" -> dataSource(uid);
                    case "PUT /api/datasources/uid" -> changeDataSource(uid, object(body));
                    default -> message(404, "Not found");
                };
        };
    }

    private ObjectNode object(byte[] body) throws IOException {
        return (ObjectNode) json.readTree(body);
    }

    private Reply message(int status, String text) {
        return new Reply(status, json.createObjectNode().put("message", text));
    }

    private ArrayNode all(List<ObjectNode> objects, int from, int to) {
        return json.createArrayNode().addAll(objects.subList(from, Math.min(objects.size(), to)));
    }

    private Reply pageOfFolders(String query) {
        if (foldersAreHidden) {
            return new Reply(200, json.createArrayNode());
        }
        int limit = 0;
        int page = 0;
        for (String parameter : query.split("&", -1)) {
            int value = Integer.parseInt(parameter.substring(parameter.indexOf('=') + 1));
            limit = parameter.startsWith("limit=") ? value : limit;
            page = parameter.startsWith("page=") ? value : page;
        }
        int from = Math.min(folders.size(), (page - 1) * limit);
        return new Reply(200, all(folders, from, from + limit));
    }

    private Reply folder(String uid) {
        return folders.stream()
                .filter(folder -> folder.path("uid").asText().equals(uid))
                .findFirst()
                .map(folder -> new Reply(200, folder))
                .orElseGet(() -> message(404, "folder not found"));
    }

    private Reply makeFolder(ObjectNode folder) {
        String title = folder.path("title").asText("");
        if (title.isEmpty() || hasOthersThan(folder, FIELDS_OF_A_FOLDER)) {
            return message(400, "bad request data");
        }
        if (folders.stream().anyMatch(each -> each.path("title").asText().equals(title))) {
            return message(409, "a folder with the same name already exists in the current location");
        }
        folders.add(folder.put("uid", folder.path("uid").asText("made-" + folders.size())));
        return new Reply(200, folder);
    }

    private Reply listOfDataSources() {
        ArrayNode list = json.createArrayNode();
        dataSources.forEach(source -> list.add(source.deepCopy().<ObjectNode>without("basicAuthUser")));
        return new Reply(200, list);
    }

    private Reply dataSource(String uid) {
        return dataSources.stream()
                .filter(source -> source.path("uid").asText().equals(uid))
                .findFirst()
                .map(source -> new Reply(200, source))
                .orElseGet(() -> message(404, "Data source not found"));
    }

    private Reply makeDataSource(ObjectNode source) {
        for (String needed : List.of("name", "type", "access")) {
            if (source.path(needed).asText("").isEmpty()) {
                return message(400, "bad request data");
            }
        }
        if (hasOthersThan(source, FIELDS_OF_A_DATA_SOURCE)) {
            return message(400, "bad request data");
        }
        boolean isThere = dataSources.stream()
                .anyMatch(each -> each.path("name").equals(source.path("name"))
                        || each.path("uid").equals(source.path("uid")));
        if (isThere) {
            return message(409, "data source with the same name already exists");
        }
        dataSources.add(source);
        ObjectNode answer = json.createObjectNode().put("message", "Datasource added");
        answer.set("datasource", source);
        return new Reply(200, answer);
    }

    private Reply changeDataSource(String uid, ObjectNode changed) {
        for (int i = 0; i < dataSources.size(); i++) {
            JsonNode source = dataSources.get(i);
            if (source.path("uid").asText().equals(uid)) {
                if (source.path("readOnly").asBoolean()) {
                    return message(403, "Cannot update read-only data source");
                }
                if (hasOthersThan(changed, FIELDS_OF_A_DATA_SOURCE)) {
                    return message(400, "bad request data");
                }
                dataSources.set(i, changed);
                ObjectNode answer = json.createObjectNode().put("message", "Datasource updated");
                answer.set("datasource", changed);
                return new Reply(200, answer);
            }
        }
        return message(404, "Data source not found");
    }

    private Reply dashboardPage(String uid) {
        ObjectNode dashboard = dashboards.get(uid);
        if (dashboard == null) {
            return message(404, "Dashboard not found");
        }
        ObjectNode answer = json.createObjectNode();
        answer.set("dashboard", dashboard);
        answer.putObject("meta")
                .put("folderUid", folderOfDashboard.get(uid))
                .put("url", url(uid))
                .put("provisioned", !provisionedFrom.isEmpty())
                .put("provisionedExternalId", provisionedFrom);
        return new Reply(200, answer);
    }

    private Reply save(ObjectNode command) {
        JsonNode dashboard = command.path("dashboard");
        String uid = dashboard.path("uid").asText("");
        String title = dashboard.path("title").asText("");
        String folder = command.path("folderUid").asText("");
        if (hasOthersThan(command, FIELDS_OF_A_SAVE)
                || !dashboard.isObject()
                || !dashboard.path("id").isNull()) {
            return message(400, "bad request data");
        }
        if (title.isEmpty() || uid.length() > 40 || !uid.matches("[A-Za-z0-9_-]+")) {
            return message(400, "Dashboard title cannot be empty, uid contains illegal characters, or is too long");
        }
        if (!folder.isEmpty() && folder(folder).status() == 404) {
            return message(400, "folder not found");
        }
        boolean overwrite = command.path("overwrite").asBoolean();
        ObjectNode present = dashboards.get(uid);
        if (present != null && !provisionedFrom.isEmpty()) {
            return message(400, "Cannot save provisioned dashboard");
        }
        if (present != null
                && !overwrite
                && present.path("version").asInt() != dashboard.path("version").asInt()) {
            return refused("version-mismatch", "The dashboard has been changed by someone else");
        }
        boolean isTitleTaken = dashboards.entrySet().stream()
                .anyMatch(each -> !each.getKey().equals(uid)
                        && each.getValue().path("title").asText().equals(title)
                        && folderOfDashboard.get(each.getKey()).equals(folder));
        if (isTitleTaken && !overwrite) {
            return refused("name-exists", "A dashboard with the same name in the folder already exists");
        }
        int version = present == null ? 1 : present.path("version").asInt() + 1;
        ObjectNode stored = dashboard.deepCopy();
        dashboards.put(uid, stored.put("id", 7).put("version", version));
        folderOfDashboard.put(uid, folder);
        return new Reply(
                200,
                json.createObjectNode()
                        .put("id", 7)
                        .put("uid", uid)
                        .put("url", url(uid))
                        .put("status", "success")
                        .put("version", version));
    }

    private Reply refused(String status, String text) {
        return new Reply(412, json.createObjectNode().put("status", status).put("message", text));
    }

    private String url(String uid) {
        return path + "/d/" + uid + "/a-slug";
    }

    private static boolean hasOthersThan(ObjectNode object, Set<String> fields) {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            if (!fields.contains(names.next())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package io.phase3.monitor.grafana;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Asks a Grafana by its HTTP API, as somebody; what it refuses is an {@link IOException} that says what would help. */
public final class GrafanaApi {
    /** The oldest one whose API is known to be like this. */
    private static final int OLDEST = 9;

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int LONGEST_QUOTE = 200;

    private final URI address;
    private final Login login;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ObjectMapper json = new ObjectMapper();

    /**
     * What Grafana has answered.
     *
     * @param body missing where it is no JSON
     */
    record Answer(int status, JsonNode body) {

        boolean isGood() {
            return status / 100 == 2;
        }

        /** Grafana's own words for what is wrong. */
        String words() {
            String message = body.path("message").asText("").replaceAll("\\s+", " ");
            return status
                    + (message.isEmpty() ? "" : ": " + message.substring(0, Math.min(message.length(), LONGEST_QUOTE)));
        }
    }

    /** @param address such as {@code http://127.0.0.1:3000}, with or without a path below which Grafana is served */
    public GrafanaApi(URI address, Login login) {
        String text = address.toString();
        this.address = URI.create(text.endsWith("/") ? text : text + "/");
        this.login = login;
    }

    /** Where it is, with a slash at the end. */
    public URI address() {
        return address;
    }

    /**
     * The version of the Grafana that is there; empty where it tells nobody.
     *
     * @throws IOException if there is none, its database fails, or it is too old
     */
    public Optional<String> version() throws IOException, InterruptedException {
        Answer health = send("GET", "api/health", BodyPublishers.noBody());
        String database = health.body().path("database").asText("");
        if (database.isEmpty()) {
            throw new IOException("what answers at " + address + " is not a Grafana (" + health.status()
                    + " for api/health): give the address at which people open it, with its path if it has one");
        }
        if (!database.equals("ok")) {
            throw new IOException("Grafana at " + address + " is not healthy, its database says '" + database
                    + "': look at Grafana's log");
        }
        String version = health.body().path("version").asText("");
        int major = major(version);
        if (major > 0 && major < OLDEST) {
            throw new IOException(
                    "Grafana at " + address + " is version " + version + "; " + OLDEST + " or later is needed");
        }
        return Optional.of(version).filter(text -> !text.isEmpty());
    }

    private static int major(String version) {
        String digits = version.replaceFirst("\\D.*", "");
        return digits.isEmpty() || digits.length() > 4 ? 0 : Integer.parseInt(digits);
    }

    /**
     * What a page says.
     *
     * @param purpose what it is for, such as {@code to see data sources}
     * @param role the least of Grafana's roles that may do it
     */
    Answer get(String path, String purpose, String role) throws IOException, InterruptedException {
        return allowed(send("GET", path, BodyPublishers.noBody()), purpose, role);
    }

    /** Posts or puts JSON. */
    Answer send(String method, String path, JsonNode body, String purpose, String role)
            throws IOException, InterruptedException {
        return allowed(send(method, path, BodyPublishers.ofString(body.toString())), purpose, role);
    }

    private Answer allowed(Answer answer, String purpose, String role) throws IOException {
        switch (answer.status()) {
            case 401 ->
                throw new IOException("Grafana at " + address + " does not accept " + login.who()
                        + ": is the password or token the right one, and of this Grafana?");
            case 403 ->
                throw new IOException(login.who() + " is not allowed " + purpose + " in Grafana at " + address
                        + ": give it the role " + role + " (" + answer.words() + ")");
            default -> {
                return answer;
            }
        }
    }

    private Answer send(String method, String path, BodyPublisher body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(LIMIT)
                .header("Authorization", login.header().reveal())
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        HttpResponse<byte[]> response;
        try {
            response = http.send(request, BodyHandlers.ofByteArray());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new IOException("nobody answers at " + address + ": is Grafana running there?", e);
        } catch (HttpTimeoutException e) {
            throw new IOException("Grafana at " + address + " has not answered within " + LIMIT.toSeconds() + " s", e);
        } catch (IOException e) {
            throw new IOException("Grafana at " + address + " cannot be asked: " + e.getMessage(), e);
        }
        if (response.statusCode() / 100 == 3) {
            throw new IOException("what answers at " + address + " sends elsewhere: give that address instead, "
                    + response.headers().firstValue("Location").orElse("which it does not tell"));
        }
        return new Answer(response.statusCode(), parsed(response.body()));
    }

    private JsonNode parsed(byte[] body) throws IOException {
        try {
            JsonNode parsed = json.readTree(new String(body, StandardCharsets.UTF_8));
            return parsed == null ? MissingNode.getInstance() : parsed;
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }
}

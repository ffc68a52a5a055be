import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.phase3.monitor.grafana.GrafanaServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.Files;

/**
 * Stands in for what docs/setup.md reaches outside: PagerDuty and Slack on one port, whose address it writes into the file that it
 * is given, and Grafana on port 3000. Prints a line for each page and message that comes.
 */
final class StandIns {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StandIns() {}

    public static void main(String[] arguments) throws IOException {
        new GrafanaServer("", 3000);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v2/enqueue", StandIns::page);
        server.createContext("/slack", StandIns::message);
        server.start();
        Path next = Path.of(arguments[0] + ".next");
        Files.writeString(next, "http://127.0.0.1:" + server.getAddress().getPort());
        Files.move(next, Path.of(arguments[0]));
    }

    /** As the Events API V2 has it: without a key that is known there is no page. */
    private static void page(HttpExchange exchange) throws IOException {
        JsonNode event = JSON.readTree(exchange.getRequestBody());
        if (!event.path("routing_key").asText().equals("a-routing-key")) {
            answer(exchange, 400, "{\"status\":\"invalid event\",\"errors\":[\"Invalid routing key\"]}");
            return;
        }
        answer(exchange, 202, "{\"status\":\"success\",\"message\":\"Event processed\"}");
        say("PagerDuty", event.path("event_action").asText(), event.at("/payload/summary").asText());
    }

    private static void message(HttpExchange exchange) throws IOException {
        JsonNode message = JSON.readTree(exchange.getRequestBody());
        answer(exchange, 200, "ok");
        say("Slack", message.path("channel").asText(), message.at("/attachments/0/title").asText());
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static synchronized void say(String receiver, String what, String text) {
        System.out.println(receiver + ": " + what + ": " + text);
    }
}

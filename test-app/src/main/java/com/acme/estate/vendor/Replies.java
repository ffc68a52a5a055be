package com.acme.estate.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What the Messages API says: content, token usage and errors in its own format. */
final class Replies {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Map<String, String> ALIASES = Map.of("claude-haiku-4-5", "claude-haiku-4-5-20251001");
    private static final int CHARACTERS_A_TOKEN = 4;
    private static final int TOKENS_AN_IMAGE = 1_150;
    private static final String NEW_NAME = "-unheard-of";

    private final Random random;
    private final Set<String> cachedPrompts = ConcurrentHashMap.newKeySet();

    Replies(Random random) {
        this.random = random;
    }

    String requestId() {
        return "req_" + Long.toHexString(random.nextLong());
    }

    ObjectNode error(String type, String message) {
        ObjectNode reply = NODES.objectNode().put("type", "error");
        reply.putObject("error").put("type", type).put("message", message);
        return reply.put("request_id", requestId());
    }

    ObjectNode message(JsonNode request, Conditions now) {
        ObjectNode reply = NODES.objectNode()
                .put("id", "msg_" + Long.toHexString(random.nextLong()))
                .put("type", "message")
                .put("role", "assistant")
                .put("model", model(request) + (now.renamed() ? NEW_NAME : ""))
                .put("stop_reason", "end_turn")
                .putNull("stop_sequence");
        reply.putArray("content").addObject().put("type", "text").put("text", verdict(now));
        reply.set("usage", usage(request, now));
        return reply;
    }

    static long images(JsonNode request) {
        return request.findValuesAsText("type").stream().filter("image"::equals).count();
    }

    private static String model(JsonNode request) {
        String asked = request.path("model").asText();
        return ALIASES.getOrDefault(asked, asked);
    }

    /** Every prompt of the service asks for a score and for whether the material was good enough to tell. */
    private String verdict(Conditions now) {
        double score = Math.round(random.nextDouble() * 1000) / 1000.0;
        boolean usable = random.nextDouble() >= now.unusableRatio();
        return NODES.objectNode().put("score", score).put("usable", usable).toString();
    }

    private ObjectNode usage(JsonNode request, Conditions now) {
        JsonNode system = request.path("system");
        boolean cacheable = system.findValue("cache_control") != null;
        long systemTokens = tokens(system);
        boolean cached = cacheable && !cachedPrompts.add(system.toString()) && now.promptCache();
        long written = cacheable && !cached ? systemTokens : 0;
        ObjectNode usage = NODES.objectNode()
                .put("input_tokens", inputTokens(request) + (cacheable ? 0 : systemTokens))
                .put("output_tokens", Math.round(now.verbosity() * outputTokens()))
                .put("cache_creation_input_tokens", written)
                .put("cache_read_input_tokens", cached ? systemTokens : 0)
                .put("service_tier", "standard");
        usage.putObject("cache_creation")
                .put("ephemeral_5m_input_tokens", written)
                .put("ephemeral_1h_input_tokens", 0);
        return usage;
    }

    private static long inputTokens(JsonNode request) {
        JsonNode messages = request.path("messages");
        return tokens(messages) + images(request) * TOKENS_AN_IMAGE;
    }

    private static long tokens(JsonNode part) {
        Stream<String> whole = part.isTextual() ? Stream.of(part.asText()) : Stream.empty();
        Stream<String> blocks = Stream.of("content", "text").flatMap(key -> part.findValuesAsText(key).stream());
        return Stream.concat(whole, blocks).mapToLong(String::length).sum() / CHARACTERS_A_TOKEN;
    }

    private long outputTokens() {
        return Math.min(1_024, Math.round(140 * Math.exp(0.4 * random.nextGaussian())));
    }
}

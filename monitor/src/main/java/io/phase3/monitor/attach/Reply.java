package io.phase3.monitor.attach;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.phase3.agent.explain.Report;
import io.phase3.agent.explain.ReportJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an agent answered. Immutable. */
public final class Reply {
    /** Two objects are not one reply. */
    private static final ObjectReader READER =
            JsonMapper.builder().build().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonNode json;
    private final Did did;

    /** What the agent did when it was asked. */
    public enum Did {
        STARTED,
        REPORTED,
        RELOADED,
        UNCHANGED,
        REFUSED,
        FAILED
    }

    /**
     * Something that is wrong with the configuration.
     *
     * @param origin where: {@code phase3.conf: 14}
     */
    public record Problem(String origin, String message) {
        @Override
        public String toString() {
            return origin.isEmpty() ? message : origin + ": " + message;
        }
    }

    /**
     * How the configuration differs from the one before.
     *
     * @param unchanged how many rules are as they were
     * @param classes how many classes were woven anew
     * @param needsRestart settings that hold only once the JVM has been started again
     */
    public record Changes(
            List<String> added,
            List<String> removed,
            List<String> changed,
            int unchanged,
            int classes,
            List<String> needsRestart) {}

    private Reply(JsonNode json, Did did) {
        this.json = json;
        this.did = did;
    }

    /** @throws IllegalArgumentException if the text is no reply */
    static Reply of(String text) {
        try {
            JsonNode json = READER.readTree(text);
            return new Reply(json, Did.valueOf(json.path("did").asText().toUpperCase(Locale.ROOT)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    /** What the agent did. */
    public Did did() {
        return did;
    }

    /** The same for people, in a sentence; may be empty. */
    public String message() {
        return json.path("message").asText("");
    }

    /** The agent's version; may be empty. */
    public String version() {
        return json.path("version").asText("");
    }

    /** The version of the Java that it runs in; may be empty. */
    public String java() {
        return json.path("java").asText("");
    }

    /** The file that its configuration is read from, if it has one. */
    public Optional<String> configuration() {
        return text("configuration");
    }

    /** Where its metrics are, once it listens. */
    public Optional<String> metrics() {
        return text("metrics");
    }

    /** What is wrong with its configuration. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        for (JsonNode problem : json.path("problems")) {
            problems.add(new Problem(
                    problem.path("origin").asText(""), problem.path("message").asText("")));
        }
        return problems;
    }

    /** What a reload changed. */
    public Changes changes() {
        JsonNode changes = json.path("changes");
        return new Changes(
                texts(changes.path("added")),
                texts(changes.path("removed")),
                texts(changes.path("changed")),
                changes.path("unchanged").asInt(),
                changes.path("classes").asInt(),
                texts(changes.path("needsRestart")));
    }

    /** What its rules find in the classes of its JVM, where it said so. */
    public Optional<Report> report() {
        JsonNode report = json.path("report");
        return report.isObject() ? Optional.of(ReportJson.read(report.toString())) : Optional.empty();
    }

    /** What it said while it did that. */
    public List<String> log() {
        return texts(json.path("log"));
    }

    /** All of it as one JSON object on one line. */
    public String json() {
        return json.toString();
    }

    private Optional<String> text(String member) {
        return Optional.ofNullable(json.path(member).textValue());
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}

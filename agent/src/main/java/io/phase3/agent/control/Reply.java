package io.phase3.agent.control;

import com.google.gson.stream.JsonWriter;
import io.phase3.agent.settings.Problem;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The agent's answer to a command: one JSON object, which is in the file as a whole or not at all. */
public final class Reply {
    private final String version;
    private final Did did;
    private final String message;
    private Optional<File> configuration = Optional.empty();
    private Optional<String> metrics = Optional.empty();
    private List<Problem> problems = Collections.emptyList();
    private Optional<Reload> reload = Optional.empty();
    private Optional<String> report = Optional.empty();
    private List<String> log = Collections.emptyList();

    /** What the agent did. */
    public enum Did {
        STARTED,
        REPORTED,
        RELOADED,
        /** What it read is what holds already. */
        UNCHANGED,
        /** It could, but must not. */
        REFUSED,
        FAILED
    }

    /**
     * An answer.
     *
     * @param version the agent's
     * @param message what it did or why not, in a line for people
     */
    public Reply(String version, Did did, String message) {
        this.version = version;
        this.did = did;
        this.message = message;
    }

    /** With the answer to a reload, its message and its problems. */
    public static Reply of(String version, Reload reload) {
        Reply reply = new Reply(version, reload.did(), reload.message());
        reply.reload = Optional.of(reload);
        return reply.problems(reload.problems());
    }

    /** With the file that the agent reads its configuration from. */
    public Reply configuration(Optional<File> file) {
        configuration = file;
        return this;
    }

    /** With the address where metrics are served. */
    public Reply metrics(Optional<String> url) {
        metrics = url;
        return this;
    }

    /** With everything that is wrong with the configuration. */
    public Reply problems(List<Problem> all) {
        problems = all;
        return this;
    }

    /** With what rules find, as JSON. */
    public Reply report(String json) {
        report = Optional.of(json);
        return this;
    }

    /** With the last lines of what the agent had to say. */
    public Reply log(List<String> lines) {
        log = lines;
        return this;
    }

    /** Writes the answer beside the file, and puts it in the file's place. */
    public void write(File file) throws IOException {
        Path partial = new File(file.getPath() + ".tmp").toPath();
        try {
            Files.write(partial, json().getBytes(StandardCharsets.UTF_8));
            Files.move(partial, file.toPath(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(partial);
            throw e;
        }
    }

    String json() {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject();
            json.name("did").value(did.name().toLowerCase(Locale.ROOT));
            json.name("message").value(message);
            json.name("version").value(version);
            json.name("java").value(System.getProperty("java.version"));
            json.name("configuration").value(configuration.map(File::getPath).orElse(null));
            json.name("metrics").value(metrics.orElse(null));
            writeProblems(json);
            if (reload.isPresent() && reload.get().changes().isPresent()) {
                writeChanges(json, reload.get(), reload.get().changes().get());
            }
            if (report.isPresent()) {
                json.name("report").jsonValue(report.get());
            }
            writeTexts(json, "log", log);
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot be written", e);
        }
        return text.toString();
    }

    private void writeProblems(JsonWriter json) throws IOException {
        json.name("problems").beginArray();
        for (Problem problem : problems) {
            json.beginObject();
            json.name("origin").value(problem.origin());
            json.name("message").value(problem.message());
            json.endObject();
        }
        json.endArray();
    }

    private static void writeChanges(JsonWriter json, Reload reload, Changes changes) throws IOException {
        json.name("changes").beginObject();
        writeTexts(json, "added", changes.added());
        writeTexts(json, "removed", changes.removed());
        writeTexts(json, "changed", changes.changed());
        json.name("unchanged").value(changes.unchanged());
        json.name("classes").value(reload.classes());
        writeTexts(json, "needsRestart", reload.needRestart());
        json.endObject();
    }

    private static void writeTexts(JsonWriter json, String name, List<String> texts) throws IOException {
        json.name(name).beginArray();
        for (String text : texts) {
            json.value(text);
        }
        json.endArray();
    }
}

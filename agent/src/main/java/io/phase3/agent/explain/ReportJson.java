package io.phase3.agent.explain;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reports as JSON: what {@code check --json} prints, and how a running agent answers. */
public final class ReportJson {
    private ReportJson() {}

    /** The report as one JSON object on one line. */
    public static String write(Report report) {
        return object(report).toString();
    }

    /**
     * The report that such an object holds; members that are not known are skipped.
     *
     * @throws IllegalArgumentException if the text is no report
     */
    public static Report read(String json) {
        try {
            return report(JsonParser.parseString(json).getAsJsonObject());
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException | NumberFormatException e) {
            throw new IllegalArgumentException("no report: " + e.getMessage(), e);
        }
    }

    private static JsonObject object(Report report) {
        JsonObject object = new JsonObject();
        object.addProperty("good", report.isGood());
        object.addProperty("classes", report.classes());
        object.add("rules", array(report.rules(), ReportJson::object));
        object.add("findings", array(report.findings(), ReportJson::object));
        return object;
    }

    private static Report report(JsonObject object) {
        return new Report(
                member(object, "classes").getAsInt(),
                list(object, "rules", ReportJson::rule),
                list(object, "findings", ReportJson::finding));
    }

    private static JsonObject object(RuleReport rule) {
        JsonObject object = new JsonObject();
        object.addProperty("name", rule.name());
        object.addProperty("origin", rule.origin());
        object.addProperty("builtIn", rule.builtIn());
        object.addProperty("kind", rule.kind());
        rule.feature().ifPresent(feature -> object.addProperty("feature", feature));
        object.addProperty("metric", rule.metric());
        object.add("labels", texts(rule.labels()));
        object.add("patterns", texts(rule.patterns()));
        object.add("methods", array(rule.methods(), ReportJson::object));
        object.add("candidates", array(rule.candidates(), ReportJson::object));
        object.add("findings", array(rule.findings(), ReportJson::object));
        return object;
    }

    private static RuleReport rule(JsonElement element) {
        JsonObject object = element.getAsJsonObject();
        return new RuleReport(
                text(object, "name"),
                text(object, "origin"),
                member(object, "builtIn").getAsBoolean(),
                text(object, "kind"),
                optional(object, "feature"),
                text(object, "metric"),
                list(object, "labels", JsonElement::getAsString),
                list(object, "patterns", JsonElement::getAsString),
                list(object, "methods", ReportJson::method),
                list(object, "candidates", ReportJson::candidate),
                list(object, "findings", ReportJson::finding));
    }

    private static JsonObject object(MethodReport method) {
        JsonObject object = new JsonObject();
        object.addProperty("method", method.method());
        object.addProperty("location", method.location());
        method.async().ifPresent(async -> object.addProperty("async", async));
        JsonObject values = new JsonObject();
        method.values().forEach((key, value) -> {
            JsonObject written = new JsonObject();
            written.addProperty("expression", value.expression());
            written.addProperty("type", value.type());
            values.add(key, written);
        });
        object.add("values", values);
        object.addProperty("woven", method.woven());
        return object;
    }

    private static MethodReport method(JsonElement element) {
        JsonObject object = element.getAsJsonObject();
        Map<String, MethodReport.Value> values = new LinkedHashMap<>();
        member(object, "values").getAsJsonObject().entrySet().forEach(entry -> {
            JsonObject value = entry.getValue().getAsJsonObject();
            values.put(entry.getKey(), new MethodReport.Value(text(value, "expression"), text(value, "type")));
        });
        return new MethodReport(
                text(object, "method"),
                text(object, "location"),
                optional(object, "async"),
                values,
                member(object, "woven").getAsBoolean());
    }

    private static JsonObject object(Candidate candidate) {
        JsonObject object = new JsonObject();
        object.addProperty("method", candidate.method());
        object.addProperty("pattern", candidate.pattern());
        object.addProperty("part", candidate.part());
        object.addProperty("reason", candidate.reason());
        return object;
    }

    private static Candidate candidate(JsonElement element) {
        JsonObject object = element.getAsJsonObject();
        return new Candidate(
                text(object, "method"), text(object, "pattern"), text(object, "part"), text(object, "reason"));
    }

    private static JsonObject object(Finding finding) {
        JsonObject object = new JsonObject();
        object.addProperty("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        object.addProperty("code", finding.code());
        object.addProperty("origin", finding.origin());
        object.addProperty("message", finding.message());
        return object;
    }

    private static Finding finding(JsonElement element) {
        JsonObject object = element.getAsJsonObject();
        return new Finding(
                Finding.Severity.valueOf(text(object, "severity").toUpperCase(Locale.ROOT)),
                text(object, "code"),
                text(object, "origin"),
                text(object, "message"));
    }

    private static <T> JsonArray array(List<T> values, Function<T, JsonElement> write) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(write.apply(value)));
        return array;
    }

    private static JsonArray texts(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }

    private static <T> List<T> list(JsonObject object, String name, Function<JsonElement, T> read) {
        List<T> values = new ArrayList<>();
        member(object, name).getAsJsonArray().forEach(element -> values.add(read.apply(element)));
        return values;
    }

    private static String text(JsonObject object, String name) {
        return member(object, name).getAsString();
    }

    private static Optional<String> optional(JsonObject object, String name) {
        return object.has(name) ? Optional.of(text(object, name)) : Optional.empty();
    }

    private static JsonElement member(JsonObject object, String name) {
        JsonElement member = object.get(name);
        if (member == null) {
            throw new IllegalStateException("'" + name + "' is missing");
        }
        return member;
    }
}
